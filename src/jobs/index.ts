export { type Heartbeat, startHeartbeat } from './heartbeat.ts';
export { inProcessJobs } from './inProcess.ts';
export { pgBossJobs } from './pgBoss.ts';
export type { Jobs, SyncRequest, Work } from './types.ts';
