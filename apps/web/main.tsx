import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { CrashBoundary } from './crash.tsx'
import { queryClient } from './queries.ts'
import { SettingsProvider } from './settings.tsx'
import './theme.css'
import './ui/controls.css'
import './ui/surface.css'
import './ui/page.css'
import { ToastProvider } from './ui/toast.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <SettingsProvider>
      <CrashBoundary>
        <QueryClientProvider client={queryClient}>
          <ToastProvider>
            <App />
          </ToastProvider>
        </QueryClientProvider>
      </CrashBoundary>
    </SettingsProvider>
  </StrictMode>,
)
