package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** A person's sessions in the database, as they see and end them themselves. */
@Stateless
public class DeviceSessions {
    /** Of one answer, the last used first: more than anybody has devices. */
    private static final int MOST = 200;

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Clock clock;

    /**
     * Not those that other systems were given.
     *
     * @param current the session that asks, if it is one of ours
     */
    public List<DeviceView> of(UserId user, @Nullable UUID current) {
        TenancyContext.enterAsService(entityManager);
        return entityManager
                .createQuery(
                        "select s from Session s where s.userId = :user and s.clientId is null"
                                + " order by s.refreshedAt desc, s.sessionId",
                        Session.class)
                .setParameter("user", user.value())
                .setMaxResults(MOST)
                .getResultStream()
                .map(session -> DeviceView.of(session, current))
                .toList();
    }

    /** @throws org.auralink.shared.RefusedException not found, for one of somebody else as for none */
    public void end(UserId user, UUID id) {
        TenancyContext.enterAsService(entityManager);
        Session session = entityManager.find(Session.class, id);
        if (session == null || !session.user().equals(user)) {
            throw Refusal.notFound("You have no such session.").asException();
        }
        entityManager.remove(session);
        User owner = entityManager.find(User.class, user.value());
        AccountAudit.write(entityManager, owner, AccountEvent.SESSION_ENDED, Map.of(), null, clock.instant());
    }
}
