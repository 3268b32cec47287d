import { Component, type ReactNode } from 'react';
import { Failure } from '../components/Failure.tsx';

/** A page that fails while it is drawn takes only itself down: the frame stays, and the person can go on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };
  static getDerivedStateFromError(error: Error) {
    return { error };
  }
  override render() {
    if (!this.state.error) return this.props.children;
    return <Failure isPage error={this.state.error} retry={() => this.setState({ error: null })} />;
  }
}
