package org.auralink.tenancy.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** Who sees who belongs to an organization, with the login and the policies of people's requests. */
class MembersTest {
    private static final EntityManagerFactory UNIT = Persistence.createEntityManagerFactory(
            "members",
            Map.of(
                    "jakarta.persistence.transactionType",
                    "RESOURCE_LOCAL",
                    "hibernate.transaction.coordinator_class",
                    "jdbc",
                    "jakarta.persistence.jdbc.url",
                    MigratedDatabase.settings().databaseUrl(),
                    "jakarta.persistence.jdbc.user",
                    "auralink_authenticator",
                    "jakarta.persistence.jdbc.password",
                    "authenticator"));

    private final MigratedDatabase.Person ann = MigratedDatabase.person("ann");
    private final MigratedDatabase.Person bob = ann.colleague("bob");
    private final MigratedDatabase.Person eve = MigratedDatabase.person("eve");

    private static List<UUID> seenBy(MigratedDatabase.Person person, UUID organization) {
        try (var entityManager = UNIT.createEntityManager()) {
            entityManager.getTransaction().begin();
            Members members = new Members();
            members.entityManager = entityManager;
            List<UUID> found =
                    members.of(Caller.of(new UserId(person.user()), new OrganizationId(organization))).stream()
                            .map(UserId::value)
                            .toList();
            entityManager.getTransaction().commit();
            return found;
        }
    }

    @Test
    void fellowMembersSeeEachOther() {
        assertThat(seenBy(ann, ann.organization())).containsExactlyInAnyOrder(ann.user(), bob.user());
        assertThat(seenBy(bob, ann.organization())).containsExactlyInAnyOrder(ann.user(), bob.user());
        assertThat(seenBy(eve, eve.organization())).containsExactly(eve.user());
    }

    @Test
    void aStrangerSeesNobodyWhateverOrganizationTheirTokenNames() {
        assertThat(seenBy(eve, ann.organization())).isEmpty();
    }
}
