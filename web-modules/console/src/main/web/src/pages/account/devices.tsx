import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Device } from '../../api/account.ts';
import { deviceName } from '../../format/device.ts';
import { answerOf } from '../../session/answer.ts';
import { accountApi, auth } from '../../session/session.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Ago } from '../../ui/time.tsx';

/** Where one is signed in, and the way to end that from here. */
export function DevicesPanel() {
  const queries = useQueryClient();
  const list = useQuery({ queryKey: ['devices'], queryFn: ({ signal }) => accountApi.devices(signal) });
  const endOthers = useMutation({
    mutationFn: async () => answerOf(auth.signOut({ scope: 'others' }).then(({ error }) => ({ data: null, error }))),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['devices'] }),
  });
  const items = list.data?.items ?? [];
  return (
    <Panel
      title="Where you are signed in"
      about="What you do not know, end it, and change your password."
      action={items.length > 1 && (
        <button type="button" className="button" disabled={endOthers.isPending} onClick={() => endOthers.mutate()}>Sign out everywhere else</button>
      )}
    >
      {list.isPending && <div aria-busy="true" aria-label="Loading devices"><span className="skeleton" /></div>}
      {list.error && <ProblemNote error={list.error} retry={() => void list.refetch()} />}
      {endOthers.error && <ProblemNote error={endOthers.error} />}
      {items.length > 0 && (
        <ul className="call-list" aria-label="Devices">
          {items.map((device) => <DeviceRow key={device.session_id} device={device} />)}
        </ul>
      )}
    </Panel>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => accountApi.endDevice(device.session_id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['devices'] }),
  });
  const name = deviceName(device.user_agent);
  return (
    <li className="call-row" data-testid="device-row" data-current={device.current}>
      <div className="call-row-main">
        <p className="row-name">{name}</p>
        <p className="row-facts muted">
          {device.current && <span className="status active">This device</span>}
          <span>since <Ago at={device.created_at} /></span>
          {!device.current && <span>used <Ago at={device.refreshed_at} /></span>}
          {device.aal === 'aal2' && <span>with second factor</span>}
        </p>
        {end.error && <ProblemNote error={end.error} />}
      </div>
      {!device.current && (
        <div className="call-row-actions">
          <button type="button" className="button" aria-label={`Sign out ${name}`} disabled={end.isPending} onClick={() => end.mutate()}>Sign out</button>
        </div>
      )}
    </li>
  );
}
