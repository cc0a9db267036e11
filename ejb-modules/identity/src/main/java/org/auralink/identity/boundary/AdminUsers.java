package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.AdminChange;
import org.auralink.identity.control.FreeNames;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Credential;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.boundary.LeavingMembers;
import org.auralink.tenancy.boundary.Organizations;

/** Accounts in the database, as administrators read and change them. Whether somebody is one is asked before. */
@Stateless
public class AdminUsers {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Organizations organizations;

    @Inject
    private LeavingMembers leavingMembers;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /**
     * An account after a change.
     *
     * @param ended its sessions that are over
     */
    public record Changed(UserView user, List<UUID> ended) {
        public Changed {
            ended = List.copyOf(ended);
        }
    }

    public AdminUserPage page(int page, int perPage) {
        TenancyContext.enterAsService(entityManager);
        long total = entityManager
                .createQuery("select count(u) from User u", Long.class)
                .getSingleResult();
        List<User> users = entityManager
                .createQuery("select u from User u order by u.createdAt desc, u.userId", User.class)
                .setFirstResult((page - 1) * perPage)
                .setMaxResults(perPage)
                .getResultList();
        Map<UUID, List<Identity>> identities = new HashMap<>();
        entityManager
                .createQuery("select i from Identity i where i.userId in :users order by i.createdAt", Identity.class)
                .setParameter(
                        "users", users.stream().map(user -> user.id().value()).toList())
                .getResultStream()
                .forEach(identity -> identities
                        .computeIfAbsent(identity.userId(), unused -> new ArrayList<>())
                        .add(identity));
        Map<UserId, List<Factor>> factors = Factors.of(entityManager, users);
        return new AdminUserPage(
                users.stream()
                        .map(user -> UserView.of(
                                user,
                                identities.getOrDefault(user.id().value(), List.of()),
                                factors.getOrDefault(user.id(), List.of())))
                        .toList(),
                total,
                page,
                perPage);
    }

    /** @throws RefusedException {@code user_not_found} */
    public UserView get(UserId id) {
        TenancyContext.enterAsService(entityManager);
        User user = existing(id);
        return UserView.of(user, identities(user), Factors.of(entityManager, user));
    }

    /** @throws RefusedException {@code email_exists}, {@code phone_exists}, {@code user_already_exists} */
    public UserView create(AdminChange change) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        change.email().ifPresent(this::refuseTakenEmail);
        change.phone().ifPresent(this::refuseTakenPhone);
        User user = User.nameless(FreeNames.choose(entityManager, change.name(), now), change.userMetadata(), now);
        change.id().ifPresent(id -> {
            if (entityManager.find(User.class, id) != null) {
                throw taken("user_already_exists", "A user with this ID has already been registered");
            }
            user.withId(id);
        });
        change.email().ifPresent(email -> user.giveEmail(email, change.confirmsEmail(), now));
        change.phone().ifPresent(phone -> user.givePhone(phone, change.confirmsPhone(), now));
        user.changeAppMetadata(change.appMetadata(), now);
        ban(user, change, now);
        entityManager.persist(user);
        entityManager.flush();
        if (change.email().isPresent()) {
            entityManager.persist(Identity.ofEmail(user, change.userMetadata(), now));
        }
        change.passwordHash().ifPresent(hash -> entityManager.persist(new Credential(user.id(), hash)));
        user.livesIn(organizations.createPersonal(user.id(), user.name()));
        AccountAudit.writeOfAdministration(entityManager, user, AccountEvent.CREATED, Map.of(), now);
        return UserView.of(user, identities(user), Factors.of(entityManager, user));
    }

    /**
     * A new password ends all of the person's sessions: an administrator sets one when somebody else had it.
     *
     * @throws RefusedException {@code user_not_found}, {@code email_exists}, {@code phone_exists}
     */
    public Changed change(UserId id, AdminChange change) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = existing(id);
        change.email().ifPresent(email -> changeEmail(user, email, change.confirmsEmail(), now));
        if (change.email().isEmpty() && change.confirmsEmail() && !user.email().isEmpty()) {
            user.confirmEmail(now);
        }
        changePhone(user, change, now);
        identities(user).forEach(identity -> identity.emailIs(user, now));
        if (!change.userMetadata().isEmpty()) {
            user.describeAs(UserData.merged(user.metadata(), change.userMetadata(), limits.userData()), now);
        }
        if (!change.appMetadata().isEmpty()) {
            user.changeAppMetadata(change.appMetadata(), now);
            UserData.accept(user.appMetadata(), limits.userData());
        }
        ban(user, change, now);
        List<UUID> ended = change.passwordHash()
                .map(hash -> {
                    entityManager.merge(new Credential(user.id(), hash));
                    return endSessions(user);
                })
                .orElse(List.of());
        AccountAudit.writeOfAdministration(entityManager, user, AccountEvent.CHANGED, what(change), now);
        return new Changed(UserView.of(user, identities(user), Factors.of(entityManager, user)), ended);
    }

    /**
     * @param softly whether the row stays, without what is personal in it
     * @return the sessions that are over
     * @throws RefusedException {@code user_not_found}; {@code conflict} for whoever owns an organization to which others
     *     belong, which would go with them
     */
    public List<UUID> delete(UserId id, boolean softly) {
        TenancyContext.enterAsService(entityManager);
        User user = existing(id);
        if (!softly && leavingMembers.wouldTakeFromOthers(id)) {
            throw new Refusal.Conflict(
                            "conflict",
                            "The user owns an organization to which others belong. Let it be handed over first.")
                    .asException();
        }
        List<UUID> ended = endSessions(user);
        AccountAudit.writeOfAdministration(
                entityManager, user, AccountEvent.DELETED, Map.of("softly", Boolean.toString(softly)), clock.instant());
        if (softly) {
            identities(user).forEach(entityManager::remove);
            Credential credential = entityManager.find(Credential.class, id.value());
            if (credential != null) {
                entityManager.remove(credential);
            }
            user.deleteSoftly(clock.instant());
        } else {
            entityManager.remove(user);
        }
        entityManager.flush();
        return ended;
    }

    /** Which of it, not what it became. */
    private static Map<String, String> what(AdminChange change) {
        Map<String, Boolean> parts = new TreeMap<>();
        parts.put("email", change.email().isPresent() || change.confirmsEmail());
        parts.put("phone", change.phone().isPresent() || change.confirmsPhone());
        parts.put("password", change.passwordHash().isPresent());
        parts.put("ban", change.ban().isPresent());
        parts.put("user_metadata", !change.userMetadata().isEmpty());
        parts.put("app_metadata", !change.appMetadata().isEmpty());
        return Map.of(
                "what",
                parts.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(" ")));
    }

    private void changeEmail(User user, EmailAddress email, boolean confirmed, Instant now) {
        if (email.value().equals(user.email())) {
            if (confirmed) {
                user.confirmEmail(now);
            }
            return;
        }
        refuseTakenEmail(email);
        boolean isFirst = user.email().isEmpty();
        user.giveEmail(email, confirmed, now);
        if (isFirst) {
            entityManager.persist(Identity.ofEmail(user, Map.of(), now));
        }
    }

    private void changePhone(User user, AdminChange change, Instant now) {
        String phone = change.phone().orElse(user.phone());
        if (!phone.equals(user.phone())) {
            refuseTakenPhone(phone);
            user.givePhone(phone, change.confirmsPhone(), now);
        } else if (change.confirmsPhone() && !phone.isEmpty()) {
            user.confirmPhone(now);
        }
    }

    private static void ban(User user, AdminChange change, Instant now) {
        change.ban().ifPresent(ban -> user.ban(ban.length() == null ? null : now.plus(ban.length()), now));
    }

    private List<UUID> endSessions(User user) {
        List<Session> sessions = entityManager
                .createQuery("select s from Session s where s.userId = :user", Session.class)
                .setParameter("user", user.id().value())
                .getResultList();
        sessions.forEach(entityManager::remove);
        return sessions.stream().map(Session::id).toList();
    }

    private User existing(UserId id) {
        User user = entityManager.find(User.class, id.value());
        if (user == null) {
            throw notFound("User not found").asException();
        }
        return user;
    }

    static Refusal notFound(String sentence) {
        return new Refusal.NotFound("user_not_found", sentence);
    }

    private void refuseTakenEmail(EmailAddress email) {
        if (isThere("email", email.value())) {
            throw emailExists();
        }
    }

    static RefusedException emailExists() {
        return taken("email_exists", "A user with this email address has already been registered");
    }

    private void refuseTakenPhone(String phone) {
        if (isThere("phone", phone)) {
            throw taken("phone_exists", "Phone number already registered by another user");
        }
    }

    private boolean isThere(String attribute, String value) {
        return entityManager
                        .createQuery("select count(u) from User u where u." + attribute + " = :value", Long.class)
                        .setParameter("value", value)
                        .getSingleResult()
                > 0;
    }

    private static RefusedException taken(String code, String sentence) {
        return new Refusal.Unprocessable(code, sentence, List.of()).asException();
    }

    private List<Identity> identities(User user) {
        return entityManager
                .createQuery("select i from Identity i where i.userId = :user order by i.createdAt", Identity.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }
}
