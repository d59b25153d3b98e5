/** How far along, in percent, rounded down to tens; 0 while the end is not known. */
export function tenth(done: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((done / total) * 10) * 10) : 0
}
