import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { contract } from '../../contract/contract.ts'
import { createConnection, type Link } from './connection/connection.ts'
import { portOpener } from './connection/message-port.ts'
import { openWebSocket } from './connection/web-socket.ts'

type EngineClient = ContractRouterClient<typeof contract>

/** True in the desktop window, false in a browser. */
export const isDesktop = location.protocol === 'naghma:'

export const connection = createConnection({
  open: isDesktop ? portOpener(window) : openWebSocket,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  ping: (link: Link) => createORPCClient<EngineClient>(link).engine.settings(),
})

/** Calls the engine. */
export const engine: EngineClient = createORPCClient(connection.link)

/** The same calls, as options for react-query. */
export const queries = createTanstackQueryUtils(engine)
