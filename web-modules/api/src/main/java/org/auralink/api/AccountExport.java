package org.auralink.api;

import java.util.List;
import org.auralink.calls.boundary.StayView;
import org.auralink.contacts.boundary.ContactView;
import org.auralink.identity.boundary.PasskeyView;
import org.auralink.identity.boundary.UserView;
import org.auralink.tenancy.boundary.OrganizationView;
import org.jspecify.annotations.Nullable;

/**
 * What is kept about the caller: for people, so that the description of the API names its parts and no more.
 *
 * @param account as {@code /auth/v1/user} tells it
 * @param picture a JPEG in Base64 (RFC 4648); null for none
 * @param passkeys as {@code /auth/v1/passkeys} tells them
 * @param organizations to which the caller belongs; the newest 200 memberships
 * @param contacts whom the caller asked, knows and blocked
 * @param calls in which the caller was; the newest 2000 joinings
 */
public record AccountExport(
        UserView account,
        @Nullable String picture,
        List<PasskeyView> passkeys,
        List<DeviceList.Device> sessions,
        List<OrganizationView> organizations,
        List<ContactView> contacts,
        List<StayView> calls) {
    public AccountExport {
        passkeys = List.copyOf(passkeys);
        sessions = List.copyOf(sessions);
        organizations = List.copyOf(organizations);
        contacts = List.copyOf(contacts);
        calls = List.copyOf(calls);
    }

    @Override
    public String toString() {
        return "AccountExport[redacted]";
    }
}
