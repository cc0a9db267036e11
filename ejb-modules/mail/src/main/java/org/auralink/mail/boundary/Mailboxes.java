package org.auralink.mail.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.auralink.mail.control.MailForm;
import org.auralink.mail.control.MailSettings;
import org.auralink.mail.control.ThisMachine;
import org.auralink.mail.entity.Limits;
import org.auralink.mail.entity.MailStatus;
import org.auralink.mail.entity.QueuedMail;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/**
 * The mails that a local installation keeps instead of sending them. They let whoever reads them into any account, so there
 * is nothing here unless the operator said so, and then only for the machine itself.
 */
@Stateless
public class Mailboxes {
    @PersistenceContext(unitName = "mails")
    EntityManager entityManager;

    @Inject
    MailSettings settings;

    /** Whether mails are kept. */
    public boolean areKept() {
        return settings.way() instanceof MailSettings.ToMailbox;
    }

    /**
     * Whether somebody may read them: on this machine, by a name of it. A page of somebody else's name that leads here (DNS
     * rebinding) may not.
     *
     * @param address whose connection it is
     * @param host what the request calls us
     * @throws org.auralink.shared.RefusedException not found
     */
    public void require(@Nullable String address, @Nullable String host) {
        if (!areKept() || !ThisMachine.isNamedBy(address) || !ThisMachine.isNamedBy(host)) {
            throw Refusal.notFound("There is nothing at this address.").asException();
        }
    }

    /**
     * The newest first, {@link Limits#IN_MAILBOX} at most.
     *
     * @param to only to this address; null for all
     */
    public List<KeptMail> list(@Nullable String to) {
        TenancyContext.enterAsService(entityManager);
        TypedQuery<QueuedMail> query = entityManager
                .createQuery(
                        "select m from QueuedMail m where m.status = 'sent' and m.content is not null"
                                + (to == null ? "" : " and m.recipient = :to")
                                + " order by m.createdAt desc, m.mailId desc",
                        QueuedMail.class)
                .setMaxResults(Limits.IN_MAILBOX);
        if (to != null) {
            query.setParameter("to", to.strip().toLowerCase(Locale.ROOT));
        }
        var forms = new MailForm.Maker(settings);
        return query.getResultList().stream()
                .map(mail -> KeptMail.of(mail, forms))
                .toList();
    }

    /** @return empty when the mailbox has no such mail */
    public Optional<KeptMail> find(UUID id) {
        TenancyContext.enterAsService(entityManager);
        return Optional.ofNullable(entityManager.find(QueuedMail.class, id))
                .filter(mail -> !mail.content().isEmpty() && mail.status() == MailStatus.SENT)
                .map(mail -> KeptMail.of(mail, new MailForm.Maker(settings)));
    }
}
