package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.AdminChange;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * What back ends do with accounts. Whether somebody may is asked before, see {@link ProgramKeys#requireAdmin}. Has no
 * transaction of its own: passwords are hashed before one begins.
 */
@ApplicationScoped
public class UserAdministration {
    @Inject
    private AdminUsers users;

    @Inject
    private AdminMails mails;

    @Inject
    private AdminWishes wishes;

    @Inject
    private EndedSessions ended;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /**
     * @param page from 1; absent and empty mean the first
     * @param perPage absent and empty mean 50
     * @throws RefusedException {@code validation_failed}
     */
    public AdminUserPage page(@Nullable String page, @Nullable String perPage) {
        PageNumber which = PageNumber.of(page, perPage);
        return guards.database().repeatably(() -> users.page(which.page(), which.size()));
    }

    /** @throws RefusedException {@code user_not_found}; {@code validation_failed} for what is no id */
    public UserView get(String id) {
        UserId user = id(id);
        return guards.database().repeatably(() -> users.get(user));
    }

    /** @throws RefusedException naming the field that is wrong; {@code email_exists}, {@code phone_exists} */
    public UserView create(AdminWish wish, ClientAddress client) {
        AdminChange account = wishes.check(wish, client);
        if (account.email().isEmpty() && account.phone().isEmpty()) {
            throw invalid("email", "Cannot create a user without either an email or phone");
        }
        return guards.database().once(() -> users.create(account));
    }

    /** @throws RefusedException as of {@link #create}; {@code user_not_found} */
    public UserView change(String id, AdminWish wish, ClientAddress client) {
        UserId user = id(id);
        AdminChange change = wishes.check(wish, client);
        AdminUsers.Changed changed = guards.database().once(() -> users.change(user, change));
        ended.add(changed.ended());
        change.ban().ifPresent(ban -> {
            if (ban.length() == null) {
                ended.readmit(user);
            } else {
                ended.addAll(user);
            }
        });
        reads.changed(user);
        return changed.user();
    }

    /**
     * @param softly whether the row stays, without what is personal in it
     * @throws RefusedException as of {@link AdminUsers#delete}
     */
    public void delete(String id, boolean softly) {
        UserId user = id(id);
        List<UUID> over = guards.database().once(() -> users.delete(user, softly));
        ended.add(over);
        reads.changed(user);
    }

    /** @throws RefusedException {@code email_exists} when the address is confirmed */
    public UserView invite(
            @Nullable String email, @Nullable Map<String, Object> data, @Nullable String target, ClientAddress client) {
        AdminChange account = wishes.check(account(email, null, data), client);
        requireEmail(account);
        return guards.database().once(() -> mails.invite(account, target));
    }

    /** @throws RefusedException naming the field that is wrong; {@code email_exists}, {@code user_not_found} */
    public LinkView link(LinkWish wish, @Nullable String target, ClientAddress client) {
        LinkType type = LinkType.of(wish.type());
        boolean signsUp = type == LinkType.SIGNUP;
        if (signsUp && (wish.password() == null || wish.password().isEmpty())) {
            throw invalid("password", "Signup requires a valid password");
        }
        AdminChange account =
                wishes.check(account(wish.email(), signsUp ? wish.password() : null, wish.data()), client);
        requireEmail(account);
        Optional<EmailAddress> newEmail = type.isEmailChange() && wish.newEmail() != null
                ? Optional.of(EmailAddress.of(wish.newEmail()))
                : Optional.empty();
        String leads = wish.redirectTo() == null ? target : wish.redirectTo();
        return guards.database().once(() -> mails.link(type, account, newEmail, leads));
    }

    private static AdminWish account(
            @Nullable String email, @Nullable String password, @Nullable Map<String, Object> data) {
        return new AdminWish(null, email, null, password, null, null, null, data, null, null, null);
    }

    private static void requireEmail(AdminChange account) {
        if (account.email().isEmpty()) {
            throw invalid("email", "An email address is required");
        }
    }

    private static UserId id(String text) {
        try {
            return new UserId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("validation_failed", "user_id must be an UUID").asException();
        }
    }

    private static RefusedException invalid(String field, String sentence) {
        return new Refusal.Invalid("validation_failed", sentence, List.of(new FieldError(field, sentence)))
                .asException();
    }
}
