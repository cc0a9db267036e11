package org.auralink.contacts.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.auralink.contacts.entity.Contact;
import org.auralink.contacts.entity.ContactStatus;
import org.auralink.contacts.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.web.PageCursor;
import org.jspecify.annotations.Nullable;

/**
 * Finds contacts in one person's list. A word may be misspelt: words are compared by the trigrams that they share. It looks
 * at the words of all of that person's contacts, of which there are few, and at nobody else's.
 */
final class ContactSearch {
    /** Who has not agreed is found by what the owner knows of them, never by the name that they give themselves. */
    private static final String FOUND = """
            select c.contact_id, c.created_at, c.status, c.favourite, array_to_string(c.tags, chr(31)) as tags, c.email,
              u.user_id, u.aura_id, case when c.agreed_at is not null then u.picture_id end as picture_id,
              c.agreed_at is not null as agreed,
              case when c.agreed_at is not null then coalesce(u.display_name, u.username) end as name
            from public.contacts c
              left join public.users u on u.user_id = c.contact_user_id
              cross join lateral (select lower(concat_ws(' ',
                case when c.agreed_at is not null then u.display_name end,
                u.username, c.email, array_to_string(c.tags, ' '))) as words) about
            where c.user_id = :owner""";

    /** Where pictures are to be had. */
    private static final String PICTURES = "/api/v1/pictures/";

    private static final String TAG_SEPARATOR = "\u001f";

    private final EntityManager entityManager;

    ContactSearch(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    ContactPage page(UserId owner, ContactQuery wanted) {
        Map<String, Object> values = new TreeMap<>();
        StringBuilder where = new StringBuilder(" and (c.created_at, c.contact_id) < (:at, :id)");
        values.put("at", wanted.after().at());
        values.put("id", wanted.after().id());
        if (wanted.search() != null) {
            where.append(" and (position(:search in about.words) > 0"
                    + " or extensions.word_similarity(:search, about.words) >= :alike)");
            values.put("search", wanted.search());
            values.put("alike", Limits.SIMILARITY);
        }
        if (wanted.status() != null) {
            // What was declined is told as what was asked.
            where.append(
                    wanted.status() == ContactStatus.REQUESTED
                            ? " and c.status in ('requested', 'declined')"
                            : " and c.status = :status");
            if (wanted.status() != ContactStatus.REQUESTED) {
                values.put("status", wanted.status().wireName());
            }
        }
        if (wanted.favourite() != null) {
            where.append(" and c.favourite = :favourite");
            values.put("favourite", wanted.favourite());
        }
        if (wanted.tag() != null) {
            where.append(" and :tag = any (c.tags)");
            values.put("tag", wanted.tag());
        }
        List<ContactView> found = find(owner, where.toString(), values, wanted.limit() + 1);
        List<ContactView> page = found.subList(0, Math.min(wanted.limit(), found.size()));
        ContactView last = found.size() > wanted.limit() ? page.get(page.size() - 1) : null;
        return new ContactPage(
                page, last == null ? null : new PageCursor(last.createdAt(), UUID.fromString(last.contactId())).text());
    }

    List<ContactView> all(UserId owner) {
        return find(owner, "", Map.of(), Limits.CONTACTS);
    }

    /** One that is there. */
    ContactView of(Contact contact) {
        return find(contact.owner(), " and c.contact_id = :id", Map.of("id", contact.id()), 1).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("There is no such contact.").asException());
    }

    private List<ContactView> find(UserId owner, String where, Map<String, Object> values, int most) {
        Query query = entityManager
                .createNativeQuery(FOUND + where + " order by c.created_at desc, c.contact_id desc", Tuple.class)
                .setParameter("owner", owner.value())
                .setMaxResults(most);
        values.forEach(query::setParameter);
        List<ContactView> found = new ArrayList<>();
        for (Object row : query.getResultList()) {
            found.add(view((Tuple) row));
        }
        return found;
    }

    private static ContactView view(Tuple row) {
        String kept = row.get("status", String.class);
        ContactStatus status = ContactStatus.parse(kept).orElse(ContactStatus.REQUESTED);
        UUID person = row.get("user_id", UUID.class);
        String tags = row.get("tags", String.class);
        return new ContactView(
                row.get("contact_id", UUID.class).toString(),
                status.wireName(),
                row.get("agreed", Boolean.class) ? text(person) : null,
                row.get("aura_id", String.class),
                row.get("name", String.class),
                picture(row.get("picture_id", UUID.class)),
                row.get("email", String.class),
                row.get("favourite", Boolean.class),
                tags.isEmpty() ? List.of() : List.of(tags.split(TAG_SEPARATOR, -1)),
                row.get("created_at", Instant.class));
    }

    private static @Nullable String picture(@Nullable UUID id) {
        return id == null ? null : PICTURES + id;
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
