package org.auralink.webhooks.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.Leases;
import org.auralink.shared.persistence.Made;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have which endpoints, and what is forgotten when. */
class WebhookEndpointsTest {
    private final Caller ann = WebhooksLab.owner("ann");

    @BeforeEach
    void nothingWaits() {
        WebhooksLab.startOver();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code())
                                .as(refused.refusal().detail())
                                .isEqualTo(code));
    }

    private NewWebhookEndpoint at(String url) {
        return new NewWebhookEndpoint(url, null, null, null);
    }

    @Test
    void aSecretIsToldOnceToWhoMakesItAndReadByNobody() {
        WebhookEndpointView made = WebhooksLab.endpoint(ann, "*");
        assertThat(made.secret()).startsWith("whsec_").hasSizeGreaterThan(40);
        assertThat(WebhooksLab.endpoints(it -> it.get(ann, made.endpointId())).secret())
                .isNull();
        WebhookEndpointView rotated = WebhooksLab.endpoints(it -> it.rotateSecret(ann, made.endpointId(), null));
        assertThat(rotated.secret()).startsWith("whsec_").isNotEqualTo(made.secret());
        assertThat(made.toString() + rotated).doesNotContain("whsec_");
    }

    private static IdempotencyKey key(String text, String body) {
        return IdempotencyKey.of(text, "POST", "webhook-endpoints", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoAsksAgainWithTheSameKeyGetsTheSameEndpointAndNoSecret() {
        String text = UUID.randomUUID().toString();
        NewWebhookEndpoint wanted = at("https://hooks.example.org/in");
        Made first = WebhooksLab.endpoints(it -> it.create(ann, wanted, key(text, "a")));
        assertThat(first.json()).contains("whsec_");
        Made second = WebhooksLab.endpoints(it -> it.create(ann, wanted, key(text, "a")));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.again()).isTrue();
        assertThat(second.json()).contains(first.id()).doesNotContain("whsec_");
        assertThat(WebhooksLab.endpoints(it -> it.list(ann, null, null)).items())
                .hasSize(1);
        refused("conflict", () -> WebhooksLab.endpoints(it -> it.create(ann, wanted, key(text, "b"))));
    }

    @Test
    void whoDoesNotRunTheOrganizationMayDoNothing() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        Caller member = WebhooksLab.member(ann, "mel");
        refused("forbidden", () -> WebhooksLab.endpoints(it -> it.create(member, at("https://example.org/"))));
        refused("forbidden", () -> WebhooksLab.endpoints(it -> it.list(member, null, null)));
        refused("forbidden", () -> WebhooksLab.endpoints(it -> it.get(member, endpoint.endpointId())));
        refused("forbidden", () -> WebhooksLab.deliveries(it -> it.test(member, endpoint.endpointId())));
        refused("forbidden", () -> WebhooksLab.letters(it -> it.list(member, null, null, null)));
        MigratedDatabase.execute(
                "update public.memberships set role = 'admin' where user_id = ?",
                member.userId().value());
        assertThat(WebhooksLab.endpoints(it -> it.get(member, endpoint.endpointId()))
                        .url())
                .isEqualTo("https://hooks.example.org/in");
    }

    @Test
    void anotherOrganizationsEndpointDoesNotExist() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        Caller stranger = WebhooksLab.owner("stranger");
        String id = endpoint.endpointId();
        refused("not_found", () -> WebhooksLab.endpoints(it -> it.get(stranger, id)));
        refused("not_found", () -> WebhooksLab.endpoints(it -> it.rotateSecret(stranger, id, null)));
        refused("not_found", () -> WebhooksLab.deliveries(it -> it.list(stranger, id, null, null, null)));
        refused("not_found", () -> WebhooksLab.deliveries(it -> it.test(stranger, id)));
        refused("not_found", () -> WebhooksLab.drop(stranger, UUID.randomUUID().toString()));
        refused("not_found", () -> WebhooksLab.endpoints(it -> it.get(ann, "nothing")));
        assertThat(WebhooksLab.endpoints(it -> it.list(stranger, null, null)).items())
                .isEmpty();
    }

    @Test
    void whatIsLeftOutOfAChangeStays() {
        WebhookEndpointView made = WebhooksLab.endpoint(ann, "call.started", "call.started", "room_started");
        assertThat(made.events()).containsExactly("call.started", "room_started");
        WebhookEndpointView changed = WebhooksLab.endpoints(
                it -> it.change(ann, made.endpointId(), new WebhookEndpointChange(null, "billing", null, null)));
        assertThat(changed)
                .usingRecursiveComparison()
                .ignoringFields("description", "secret")
                .isEqualTo(made);
        assertThat(WebhooksLab.endpoints(it -> it.get(ann, made.endpointId())).description())
                .isEqualTo("billing");
    }

    @Test
    void anOrganizationHasSoManyEndpointsAndPagesThemNewestFirst() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < Limits.ENDPOINTS; i++) {
            made.add(0, WebhooksLab.endpoint(ann, "*").endpointId());
            WebhooksLab.CLOCK.pass(Duration.ofMillis(1));
        }
        refused("limit_exceeded", () -> WebhooksLab.endpoint(ann, "*"));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            WebhookEndpointPage page = WebhooksLab.endpoints(it -> it.list(ann, from, "4"));
            page.items().forEach(it -> seen.add(it.endpointId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(seen).isEqualTo(made);
        WebhooksLab.endpoints(it -> {
            it.remove(ann, made.get(0));
            return true;
        });
        assertThat(WebhooksLab.endpoint(ann, "*").enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://example.org/",
                "example.org",
                "https:///x",
                "https://",
                "https://a b.org/",
                "https://user:secret@example.org/",
                "https://example.org/#part",
                "https://example.org:0/",
                "https://example.org:70000/",
                "https://b\u00fccher.example/",
                "https://example.org./",
                "https://example.org/\r\nHost: other",
                "https://[fe80::1%25eth0]/",
                "http://example.org/",
                "https://127.0.0.1/",
                "https://10.0.0.1:8443/in",
                "https://169.254.169.254/latest/meta-data",
                "https://2130706433/",
                "https://127.1/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[fd00:ec2::254]/"
            })
    void anAddressThatNoRequestMayGoToIsRefusedAtOnce(String url) {
        refused("validation_failed", () -> WebhooksLab.endpoints(it -> it.create(ann, at(url))));
    }

    @Test
    void whereTheOperatorAllowsANetworkItsAddressesAreTakenWithoutEncryptionToo() {
        for (String url : List.of("http://127.0.0.1:8080/in", "https://127.0.0.1/in", "http://receiver.internal/")) {
            assertThat(WebhooksLab.endpoints("127.0.0.0/8", it -> it.create(ann, at(url)))
                            .url())
                    .isEqualTo(url);
        }
        refused(
                "validation_failed",
                () -> WebhooksLab.endpoints("127.0.0.0/8", it -> it.create(ann, at("http://93.184.216.34/"))));
        refused(
                "validation_failed",
                () -> WebhooksLab.endpoints("127.0.0.0/8", it -> it.create(ann, at("http://10.0.0.1/"))));
    }

    @Test
    void unknownEventsAndTextsThatAreTooLongAreRefusedByName() {
        refused(
                "validation_failed",
                () -> WebhooksLab.endpoints(it -> it.create(
                        ann, new NewWebhookEndpoint("https://example.org/", null, List.of("call.begun"), null))));
        refused(
                "validation_failed",
                () -> WebhooksLab.endpoints(
                        it -> it.create(ann, new NewWebhookEndpoint("https://example.org/", null, List.of(), null))));
        refused(
                "validation_failed",
                () -> WebhooksLab.endpoints(it ->
                        it.create(ann, new NewWebhookEndpoint("https://example.org/", "x".repeat(201), null, null))));
        refused(
                "validation_failed",
                () -> WebhooksLab.endpoints(it -> it.create(ann, at("https://example.org/" + "x".repeat(2048)))));
        WebhookEndpointView made = WebhooksLab.endpoint(ann, "*");
        refused(
                "validation_failed",
                () -> WebhooksLab.endpoints(
                        it -> it.rotateSecret(ann, made.endpointId(), new SecretRotation(604_801))));
    }

    @Test
    void aTestIsSentWhateverTheEndpointWantsUnlessItIsOff() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "call.ended");
        WebhookDeliveryView test = WebhooksLab.deliveries(it -> it.test(ann, endpoint.endpointId()));
        assertThat(test.eventType()).isEqualTo("webhook.test");
        assertThat(WebhooksLab.types(WebhooksLab.take(endpoint))).containsExactly("webhook.test");
        refused(
                "conflict",
                () -> WebhooksLab.deliveries(it -> it.replay(ann, endpoint.endpointId(), test.deliveryId())));
        WebhooksLab.endpoints(
                it -> it.change(ann, endpoint.endpointId(), new WebhookEndpointChange(null, null, null, false)));
        refused("conflict", () -> WebhooksLab.deliveries(it -> it.test(ann, endpoint.endpointId())));
    }

    @Test
    void theLogIsPagedAndFilteredByStatus() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        for (int i = 0; i < 5; i++) {
            WebhooksLab.happened(new WebhooksLab.Call(ann).started());
        }
        WebhooksLab.answer(WebhooksLab.take(endpoint).get(0), Answer.of(200, Duration.ZERO));
        WebhookDeliveryPage first = WebhooksLab.deliveries(it -> it.list(ann, endpoint.endpointId(), null, null, "3"));
        WebhookDeliveryPage second =
                WebhooksLab.deliveries(it -> it.list(ann, endpoint.endpointId(), null, first.nextCursor(), "3"));
        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
        assertThat(WebhooksLab.deliveries(it -> it.list(ann, endpoint.endpointId(), "delivered", null, null))
                        .items())
                .hasSize(1);
        refused(
                "validation_failed",
                () -> WebhooksLab.deliveries(it -> it.list(ann, endpoint.endpointId(), "lost", null, null)));
    }

    @Test
    void whatIsAMonthOldIsForgottenByOneServerOfAll() {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        WebhooksLab.happened(new WebhooksLab.Call(ann).started());
        for (int attempt = 0; attempt < Limits.ATTEMPTS; attempt++) {
            WebhooksLab.answer(WebhooksLab.take(endpoint).get(0), Answer.of(500, Duration.ZERO));
            WebhooksLab.CLOCK.pass(Limits.PAUSE);
        }
        WebhooksLab.CLOCK.pass(Limits.KEPT.minusHours(1));
        Leases server = new Leases(UUID.randomUUID());
        WebhooksLab.clean(server);
        assertThat(letters()).as("not a month old").hasSize(1);
        WebhooksLab.happened(new WebhooksLab.Call(ann).started());
        WebhooksLab.CLOCK.pass(Duration.ofHours(1));
        WebhooksLab.clean(new Leases(UUID.randomUUID()));
        assertThat(letters()).as("another server does it").hasSize(1);
        WebhooksLab.clean(server);
        assertThat(letters()).isEmpty();
        assertThat(WebhooksLab.deliveries(it -> it.list(ann, endpoint.endpointId(), null, null, null))
                        .items())
                .hasSize(1);
    }

    private List<DeadLetterView> letters() {
        return WebhooksLab.letters(it -> it.list(ann, null, null, null)).items();
    }
}
