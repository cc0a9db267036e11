/** How far a media node is that is being emptied. */
export interface Drain {
  state: 'in_service' | 'draining' | 'drained';
  deadline: string | null;
  rooms: number;
  participants: number;
  rooms_ended: number;
}

/** A media node as it announces itself. */
export interface MediaNode {
  node_id: string;
  public_url: string;
  region: string;
  version: string;
  load: number;
  rooms: number;
  participants: number;
  capacity_participants: number | null;
  draining: boolean;
  drain: Drain | null;
}
