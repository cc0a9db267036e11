import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Organization } from '../api/organizations.ts';
import { answerOf } from './answer.ts';
import { auth, operations, organizations } from './session.tsx';

/** Who one is on this server; it changes with the organization one acts in. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => operations.me(signal), staleTime: Infinity });
}

/** Those to which one belongs. */
export function useOrganizations() {
  return useQuery({ queryKey: ['organizations'], queryFn: async ({ signal }) => (await organizations.mine(signal)).items });
}

/** The one in which one acts; undefined until it is known. */
export function useOrganization(): Organization | undefined {
  const id = useMe().data?.organization_id;
  return useOrganizations().data?.find((organization) => organization.organization_id === id);
}

/** Goes to act in another one: what was loaded belongs to the former. */
export function useMoveTo(): (organization: string, path: string) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (organization, path) => {
    await organizations.activate(organization);
    await renewed();
    await navigate(path);
    await queries.resetQueries();
  };
}

/** After the server has chosen another one, as when one leaves. */
export function useMovedAway(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await renewed();
    await navigate('/');
    await queries.resetQueries();
  };
}

/** The access token names the organization. */
async function renewed() {
  await answerOf(auth.refreshSession());
}
