package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerHeadersFilterTest {
    private static final String HSTS = "Strict-Transport-Security";

    @Test
    void browsersAreToldToStayWithHttpsForTheAgeWherePeopleComeByHttps() {
        assertThat(AnswerHeadersFilter.headers("https://calls.example.org", 600))
                .containsEntry(HSTS, "max-age=600");
        assertThat(AnswerHeadersFilter.headers("https://calls.example.org", 0)).doesNotContainKey(HSTS);
        assertThat(AnswerHeadersFilter.headers("http://localhost:8080", 600)).doesNotContainKey(HSTS);
    }
}
