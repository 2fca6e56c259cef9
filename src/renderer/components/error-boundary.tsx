import { Component, type ReactNode } from 'react';
import { asMajordomoError } from '../ipc-client.ts';
import { text } from '../text.ts';
import { ErrorNotice } from './error-notice.tsx';

interface ErrorBoundaryProps {
  /** A change of it starts the content anew. */
  resetKey: string;
  children: ReactNode;
}

interface ErrorBoundaryState {
  error: unknown;
  failed: boolean;
}

/** A fault in one page leaves the others usable. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error, failed: true };
  }

  override componentDidUpdate(previous: ErrorBoundaryProps): void {
    if (this.state.failed && previous.resetKey !== this.props.resetKey) this.reset();
  }

  reset = (): void => this.setState({ error: null, failed: false });

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="mx-auto w-full max-w-180 p-6">
        <ErrorNotice what={text.common.crashTitle} error={asMajordomoError(this.state.error)} onRetry={this.reset} />
      </div>
    );
  }
}
