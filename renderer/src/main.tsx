import './ui/base.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { followEvents } from './connection/follow-events.ts'
import { followShell } from './connection/shell-requests.ts'
import { desktop } from './desktop.ts'
import { tellFailure } from './failure.ts'
import { allCommands, followCommands } from './features/commands/registry.ts'
import { DesktopParts } from './features/desktop/desktop-parts.tsx'
import { applyLanguage, followSystemLanguage } from './language.ts'
import { LanguageProvider } from './locales/language-provider.tsx'
import { applyTheme } from './theme.ts'
import { toast } from './ui/toast.tsx'

/** The engine says what changed, so nothing is asked for again by time, focus or failure. */
const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
    mutations: { onError: tellFailure, networkMode: 'always' },
  },
})

applyTheme()
if (desktop) followShell(window, desktop, { all: allCommands, follow: followCommands })
await applyLanguage()
followSystemLanguage()
followEvents(cache, (message) => toast({ title: message }))

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root element.')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <LanguageProvider>
        <App />
        <DesktopParts />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
