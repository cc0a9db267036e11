package org.auralink.identity.boundary;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.auralink.identity.control.AdminChange;
import org.auralink.identity.control.AdminLinks;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.UserId;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.tenancy.boundary.Organizations;
import org.jspecify.annotations.Nullable;

/** What back ends do with accounts, each call of a facade a transaction. */
final class AdminLab {
    final UserAdministration administration = new UserAdministration();
    private final IdentityLab lab;
    private final AdminWishes wishes = new AdminWishes();

    private final AdminUsers users = new AdminUsers() {
        @Override
        public AdminUserPage page(int page, int perPage) {
            return IdentityLab.inTransaction(em -> wiredUsers(em).page(page, perPage));
        }

        @Override
        public UserView get(UserId id) {
            return IdentityLab.inTransaction(em -> wiredUsers(em).get(id));
        }

        @Override
        public UserView create(AdminChange change) {
            return IdentityLab.inTransaction(em -> wiredUsers(em).create(change));
        }

        @Override
        public Changed change(UserId id, AdminChange change) {
            return IdentityLab.inTransaction(em -> wiredUsers(em).change(id, change));
        }

        @Override
        public List<UUID> delete(UserId id, boolean softly) {
            return IdentityLab.inTransaction(em -> wiredUsers(em).delete(id, softly));
        }
    };

    private final AdminMails mails = new AdminMails() {
        @Override
        public UserView invite(AdminChange account, @Nullable String target) {
            return IdentityLab.inTransaction(em -> wiredMails(em).invite(account, target));
        }

        @Override
        public LinkView link(
                LinkType type, AdminChange account, Optional<EmailAddress> newEmail, @Nullable String target) {
            return IdentityLab.inTransaction(em -> wiredMails(em).link(type, account, newEmail, target));
        }
    };

    AdminLab(IdentityLab lab) {
        this.lab = lab;
        IdentityLab.set(wishes, "policy", new PasswordPolicy(IdentityLab.LIMITS.passwords()));
        IdentityLab.set(wishes, "hasher", IdentityLab.hasher());
        IdentityLab.set(wishes, "names", new ReservedNames(Set.of()));
        IdentityLab.set(wishes, "limits", IdentityLab.LIMITS);
        IdentityLab.set(administration, "users", users);
        IdentityLab.set(administration, "mails", mails);
        IdentityLab.set(administration, "wishes", wishes);
        IdentityLab.set(administration, "ended", lab.ended);
        IdentityLab.set(administration, "reads", lab.reads(new OptionalRedis(lab.redis, lab.clock)));
        IdentityLab.set(administration, "guards", lab.guards);
    }

    private AdminUsers wiredUsers(EntityManager em) {
        Organizations organizations = new Organizations();
        IdentityLab.set(organizations, "entityManager", em);
        IdentityLab.set(organizations, "clock", lab.clock);
        AdminUsers wired = new AdminUsers();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "organizations", organizations);
        IdentityLab.set(wired, "leavingMembers", IdentityLab.leavingMembers(em, lab.clock));
        IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }

    private AdminMails wiredMails(EntityManager em) {
        Mails outbox = new Mails();
        IdentityLab.set(outbox, "entityManager", em);
        IdentityLab.set(outbox, "clock", lab.clock);
        AdminMails wired = new AdminMails();
        IdentityLab.set(wired, "entityManager", em);
        IdentityLab.set(wired, "users", wiredUsers(em));
        IdentityLab.set(
                wired,
                "links",
                new AdminLinks(
                        new OneTimeTokens(IdentityLab.LIMITS.mailed().link()),
                        AccountLab.SETTINGS,
                        IdentityLab.LIMITS.mailed().link()));
        IdentityLab.set(wired, "mails", outbox);
        IdentityLab.set(wired, "clock", lab.clock);
        return wired;
    }
}
