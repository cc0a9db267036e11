import { useMutation, useQuery } from '@tanstack/react-query';
import { answerOf } from '../../session/answer.ts';
import { auth, signOut, useAccount } from '../../session/session.tsx';
import { SignOutIcon } from '../../ui/icons.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { AuraIdPanel } from './aura-id.tsx';
import { DevicesPanel } from './devices.tsx';
import { FactorsPanel } from './factors.tsx';
import { IdentitiesPanel } from './identities.tsx';
import { OwnDataPanel } from './own-data.tsx';
import { PasskeysPanel } from './passkeys.tsx';
import { PicturePanel } from './picture-panel.tsx';
import { EmailPanel, NamePanel, PasswordPanel } from './profile.tsx';

/** What a person may know and change of their own account. */
export function AccountPage() {
  usePageTitle('Account');
  const account = useAccount();
  const leave = useMutation({ mutationFn: signOut });
  // Asked for, because another device may have changed it since this one signed in.
  const user = useQuery({ queryKey: ['user'], queryFn: async () => (await answerOf(auth.getUser())).user });
  return (
    <>
      <header className="page-head">
        <div>
          <h1>Account</h1>
          <p className="muted">{account.auraId ?? account.email}</p>
        </div>
        <div className="page-actions narrow-only">
          <ThemeSwitch className="button" />
          <button type="button" className="button" onClick={() => leave.mutate()}><SignOutIcon />Sign out here</button>
        </div>
      </header>
      {user.isPending && <div aria-busy="true" aria-label="Loading the account"><span className="skeleton block" /></div>}
      {user.error && <ProblemNote error={user.error} retry={() => void user.refetch()} />}
      {user.data && (
        <div className="panels">
          <NamePanel />
          <PicturePanel />
          <AuraIdPanel />
          <EmailPanel user={user.data} />
          <PasswordPanel user={user.data} />
          <FactorsPanel user={user.data} />
          <PasskeysPanel />
          <IdentitiesPanel user={user.data} />
          <DevicesPanel />
          <OwnDataPanel />
        </div>
      )}
    </>
  );
}
