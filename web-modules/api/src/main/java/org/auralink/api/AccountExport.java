package org.auralink.api;

import java.util.List;
import org.auralink.calls.boundary.StayView;
import org.auralink.identity.boundary.PasskeyView;
import org.auralink.identity.boundary.UserView;
import org.auralink.tenancy.boundary.OrganizationView;

/**
 * What is kept about the caller: for people, so that the description of the API names its parts and no more.
 *
 * @param account as {@code /auth/v1/user} tells it
 * @param passkeys as {@code /auth/v1/passkeys} tells them
 * @param organizations to which the caller belongs; the newest 200 memberships
 * @param calls in which the caller was; the newest 2000 joinings
 */
public record AccountExport(
        UserView account,
        List<PasskeyView> passkeys,
        List<DeviceList.Device> sessions,
        List<OrganizationView> organizations,
        List<StayView> calls) {
    public AccountExport {
        passkeys = List.copyOf(passkeys);
        sessions = List.copyOf(sessions);
        organizations = List.copyOf(organizations);
        calls = List.copyOf(calls);
    }

    @Override
    public String toString() {
        return "AccountExport[redacted]";
    }
}
