import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { MediaNode } from '../api/nodes.ts';
import { nodeState, percent } from '../format/node.ts';
import { operations } from '../session/session.tsx';
import { usePageTitle } from '../ui/page-title.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Ago } from '../ui/time.tsx';

/** Nodes say how they are as often. */
const REFRESH_MS = 2000;

const DEADLINES: readonly (readonly [number, string])[] = [[0, 'now'], [60, 'in a minute'], [600, 'in 10 minutes'], [3600, 'in an hour']];

/** The media nodes: how busy each is, and emptying one before it is taken away. */
export function NodesPage() {
  usePageTitle('Media nodes');
  const list = useQuery({ queryKey: ['nodes'], queryFn: ({ signal }) => operations.nodes(signal), refetchInterval: REFRESH_MS });
  const items = list.data?.items ?? [];
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Media nodes</h1>
          <p className="muted">Each carries the sound and pictures of its calls. One that drains opens no new calls; what is left at the deadline goes on at another.</p>
        </div>
      </header>
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <section className="empty">
          <h2>No media node announces itself</h2>
          <p className="muted">Nobody can join a call now. Start a node, or look whether it reaches Redis.</p>
        </section>
      )}
      {items.length > 0 && (
        <table className="history" aria-label="Media nodes" aria-busy={list.isPending}>
          <thead>
            <tr><th>Node</th><th>Load</th><th className="number">Calls</th><th className="number">People</th><th>Draining</th></tr>
          </thead>
          <tbody>{items.map((node) => <NodeRow key={node.node_id} node={node} />)}</tbody>
        </table>
      )}
    </>
  );
}

function NodeRow({ node }: { node: MediaNode }) {
  const load = percent(node.load);
  return (
    <tr data-testid="node-row" data-node-id={node.node_id}>
      <th scope="row">
        <span className="person">
          <span>
            <span className="person-name" title={node.public_url}>{node.node_id}</span>
            <span className="muted small">{[node.region, node.version].filter(Boolean).join(' · ') || node.public_url}</span>
          </span>
        </span>
      </th>
      <td className="timeline-cell" data-label="Load">
        <span className="timeline" role="meter" aria-label="Load" aria-valuemin={0} aria-valuemax={100} aria-valuenow={load} title={`${load} %`}>
          <span className="stay" style={{ width: `${load}%` }} />
        </span>
      </td>
      <td className="number" data-label="Calls">{node.rooms}</td>
      <td className="number" data-label="People">{node.capacity_participants === null ? node.participants : `${node.participants} of ${node.capacity_participants}`}</td>
      <td className="whole-row"><DrainCell node={node} /></td>
    </tr>
  );
}

/** What the node does about new calls, and the button that changes it. */
function DrainCell({ node }: { node: MediaNode }) {
  const queries = useQueryClient();
  const [seconds, setSeconds] = useState(600);
  const done = () => queries.invalidateQueries({ queryKey: ['nodes'] });
  const change = useMutation({
    mutationFn: () => (node.draining ? operations.cancelDrain(node.node_id) : operations.drain(node.node_id, seconds)),
    onSuccess: done,
  });
  return (
    <>
      <p role="status">
        {nodeState(node)}
        {node.drain?.deadline && node.drain.state === 'draining' && <span className="muted small"> · until <Ago at={node.drain.deadline} /></span>}
      </p>
      <div className="page-actions">
        {!node.draining && (
          <select aria-label={`Deadline for ${node.node_id}`} value={seconds} onChange={(event) => setSeconds(Number(event.target.value))}>
            {DEADLINES.map(([value, words]) => <option key={value} value={value}>Calls move {words}</option>)}
          </select>
        )}
        <button type="button" className="button" disabled={change.isPending} onClick={() => change.mutate()}>
          {node.draining ? 'Back to service' : 'Drain'}
        </button>
      </div>
      {change.error && <ProblemNote error={change.error} />}
    </>
  );
}
