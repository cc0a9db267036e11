import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type ChangeEvent } from 'react';
import { ApiError } from '../../api/problem.ts';
import { accountApi, useAccount } from '../../session/session.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { madeSmall, usePicture } from './picture.ts';

/** How contacts see one. */
export function PicturePanel() {
  const account = useAccount();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const picture = usePicture();
  const fresh = () => queries.invalidateQueries({ queryKey: ['picture'] });
  const change = useMutation({ mutationFn: async (file: Blob) => accountApi.changePicture(await madeSmall(file)), onSuccess: fresh });
  const remove = useMutation({ mutationFn: () => accountApi.removePicture(), onSuccess: fresh });
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file again is a choice too.
    event.target.value = '';
    if (file) change.mutate(file);
  };
  const url = picture.data?.picture_url;
  const failure = change.error ?? remove.error ?? picture.error;
  const objection = change.error instanceof ApiError ? change.error.fields.picture : undefined;
  return (
    <Panel title="Picture" about="Your contacts see it. Of what you choose the middle is kept, small, and nothing else of the file.">
      <div className="picture-choice">
        <Avatar name={account.name} picture={url} large />
        <input ref={input} type="file" accept="image/*" hidden aria-label="Picture" onChange={choose} />
        <button type="button" className="button" disabled={change.isPending} onClick={() => input.current?.click()}>{change.isPending ? 'Sending…' : 'Choose a picture'}</button>
        {url && <button type="button" className="button danger-text" disabled={remove.isPending} onClick={() => remove.mutate()}>Remove picture</button>}
      </div>
      {failure && <ProblemNote error={failure} />}
      {objection && <p className="field-error small">The picture {objection}</p>}
    </Panel>
  );
}
