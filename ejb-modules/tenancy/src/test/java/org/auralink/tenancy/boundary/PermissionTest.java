package org.auralink.tenancy.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.auralink.shared.Permission;
import org.auralink.tenancy.entity.Role;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** The application and the policies of the database mean the same by the same words. */
class PermissionTest {
    private static Set<String> words(String column) throws Exception {
        Set<String> words = new TreeSet<>();
        try (var connection = MigratedDatabase.superuser();
                var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select distinct " + column + " from private.permissions()")) {
            while (found.next()) {
                words.add(found.getString(1));
            }
        }
        return words;
    }

    @Test
    void thePermissionsOfTheApplicationAreThoseOfTheDatabase() throws Exception {
        assertThat(words("permission"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Permission.values())
                        .map(Permission::wireName)
                        .toList());
    }

    @Test
    void onlyRolesThatThereAreHavePermissions() throws Exception {
        assertThat(Arrays.stream(Role.values()).map(Role::wireName).toList())
                .containsAll(words("role").stream()
                        // What an API key may do stands beside it, and what somebody may do in a call.
                        .filter(role -> !role.startsWith("scope:") && !role.startsWith("call:"))
                        .toList());
    }
}
