package org.auralink.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.auralink.calls.boundary.CallPage;
import org.auralink.calls.boundary.CallRoleChange;
import org.auralink.calls.boundary.CallUpdate;
import org.auralink.calls.boundary.CallView;
import org.auralink.calls.boundary.GuestView;
import org.auralink.calls.boundary.JoinTicket;
import org.auralink.calls.boundary.LobbyEntryView;
import org.auralink.calls.boundary.LobbyList;
import org.auralink.calls.boundary.LobbyTicket;
import org.auralink.calls.boundary.NewCall;
import org.auralink.calls.boundary.NewTicket;
import org.auralink.calls.boundary.ParticipantView;
import org.auralink.calls.boundary.TrackToMute;
import org.auralink.contacts.boundary.ContactChange;
import org.auralink.contacts.boundary.ContactPage;
import org.auralink.contacts.boundary.ContactRequestPage;
import org.auralink.contacts.boundary.ContactRequestView;
import org.auralink.contacts.boundary.ContactView;
import org.auralink.contacts.boundary.NewContact;
import org.auralink.identity.boundary.AuraIdChange;
import org.auralink.identity.boundary.AuraIdView;
import org.auralink.identity.boundary.PictureView;
import org.auralink.media.boundary.DrainView;
import org.auralink.media.boundary.NodeList;
import org.auralink.media.boundary.NodeView;
import org.auralink.quality.boundary.AlertPage;
import org.auralink.quality.boundary.AlertView;
import org.auralink.quality.boundary.IssueView;
import org.auralink.quality.boundary.MomentView;
import org.auralink.quality.boundary.QualityView;
import org.auralink.quality.boundary.ReceivedView;
import org.auralink.quality.boundary.SavingsView;
import org.auralink.quality.boundary.SeriesView;
import org.auralink.quality.boundary.TrackView;
import org.auralink.shared.FieldError;
import org.auralink.shared.health.DependencyView;
import org.auralink.shared.health.ServiceView;
import org.auralink.shared.web.Problem;
import org.auralink.tenancy.boundary.ApiKeyPage;
import org.auralink.tenancy.boundary.ApiKeyView;
import org.auralink.tenancy.boundary.AuditEventView;
import org.auralink.tenancy.boundary.AuditPage;
import org.auralink.tenancy.boundary.InvitationPage;
import org.auralink.tenancy.boundary.InvitationToken;
import org.auralink.tenancy.boundary.InvitationView;
import org.auralink.tenancy.boundary.KeyRotation;
import org.auralink.tenancy.boundary.LiveKitKeyView;
import org.auralink.tenancy.boundary.MemberPage;
import org.auralink.tenancy.boundary.MemberView;
import org.auralink.tenancy.boundary.NewApiKey;
import org.auralink.tenancy.boundary.NewInvitation;
import org.auralink.tenancy.boundary.NewOrganization;
import org.auralink.tenancy.boundary.NewOwner;
import org.auralink.tenancy.boundary.OrganizationChange;
import org.auralink.tenancy.boundary.OrganizationPage;
import org.auralink.tenancy.boundary.OrganizationView;
import org.auralink.tenancy.boundary.RoleChange;
import org.auralink.webhooks.boundary.DeadLetterPage;
import org.auralink.webhooks.boundary.DeadLetterView;
import org.auralink.webhooks.boundary.NewWebhookEndpoint;
import org.auralink.webhooks.boundary.SecretRotation;
import org.auralink.webhooks.boundary.WebhookDeliveryPage;
import org.auralink.webhooks.boundary.WebhookDeliveryView;
import org.auralink.webhooks.boundary.WebhookEndpointChange;
import org.auralink.webhooks.boundary.WebhookEndpointPage;
import org.auralink.webhooks.boundary.WebhookEndpointView;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

    private static final Path COMMITTED = Path.of("../../docs/openapi.yaml");
    private static final Path GENERATED = Path.of("target/openapi.yaml");

    @Test
    void theCommittedDescriptionIsWhatTheAnnotationsSay() throws IOException {
        String generated = describe();
        Files.writeString(GENERATED, generated);
        assertThat(COMMITTED)
                .as("docs/openapi.yaml; when the change is meant, copy web-modules/api/%s over it", GENERATED)
                .hasContent(generated);
    }

    @Test
    void theApplicationPacksTheCommittedDescription() throws IOException {
        assertThat(new OpenApiResource().get()).isEqualTo(Files.readAllBytes(COMMITTED));
    }

    /** Carries what holds for all of the API. */
    private static Class<?> describedPackage() {
        try {
            return Class.forName("org.auralink.api.package-info");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String describe() throws IOException {
        return SmallRyeOpenAPI.builder()
                .withConfig(new SmallRyeConfigBuilder()
                        .withDefaultValues(Map.of(
                                "mp.openapi.extensions.smallrye.property-naming-strategy",
                                "com.fasterxml.jackson.databind.PropertyNamingStrategies$SnakeCaseStrategy"))
                        .build())
                .withIndex(Index.of(
                        ApiApplication.class,
                        describedPackage(),
                        CallsResource.class,
                        CallLobbyResource.class,
                        CallPeopleResource.class,
                        GuestLinksResource.class,
                        ContactsResource.class,
                        ContactRequestsResource.class,
                        MyAuraIdResource.class,
                        MyPictureResource.class,
                        PicturesResource.class,
                        ContactView.class,
                        ContactPage.class,
                        NewContact.class,
                        ContactChange.class,
                        ContactRequestView.class,
                        ContactRequestPage.class,
                        AuraIdView.class,
                        AuraIdView.Kept.class,
                        AuraIdChange.class,
                        PictureView.class,
                        WebhookEndpointsResource.class,
                        DeadLettersResource.class,
                        NodesResource.class,
                        OperationsResource.class,
                        DependencyMatrix.class,
                        ServiceView.class,
                        DependencyView.class,
                        FindingList.class,
                        FindingList.View.class,
                        MeResource.class,
                        MeView.class,
                        MySessionsResource.class,
                        DeviceList.class,
                        DeviceList.Device.class,
                        PresenceResource.class,
                        PresenceList.class,
                        PresenceList.Member.class,
                        CallQualityResource.class,
                        QualityAlertsResource.class,
                        MediaWebhooksResource.class,
                        OpenApiResource.class,
                        JoinRequest.class,
                        GuestJoinRequest.class,
                        GuestLobbyRequest.class,
                        DrainRequest.class,
                        NodeList.class,
                        NodeView.class,
                        DrainView.class,
                        NewCall.class,
                        NewTicket.class,
                        CallView.class,
                        ParticipantView.class,
                        CallPage.class,
                        JoinTicket.class,
                        LobbyTicket.class,
                        LobbyEntryView.class,
                        LobbyList.class,
                        CallUpdate.class,
                        CallRoleChange.class,
                        TrackToMute.class,
                        GuestView.class,
                        NewWebhookEndpoint.class,
                        WebhookEndpointChange.class,
                        SecretRotation.class,
                        WebhookEndpointView.class,
                        WebhookEndpointPage.class,
                        WebhookDeliveryView.class,
                        WebhookDeliveryPage.class,
                        DeadLetterView.class,
                        DeadLetterPage.class,
                        QualityView.class,
                        SeriesView.class,
                        TrackView.class,
                        ReceivedView.class,
                        MomentView.class,
                        IssueView.class,
                        SavingsView.class,
                        SavingsView.Baseline.class,
                        SavingsView.Participant.class,
                        AlertPage.class,
                        AlertView.class,
                        OrganizationsResource.class,
                        MembersResource.class,
                        InvitationsResource.class,
                        ApiKeysResource.class,
                        AuditResource.class,
                        AuditEventView.class,
                        AuditPage.class,
                        ApiKeyPage.class,
                        ApiKeyView.class,
                        LiveKitKeyView.class,
                        KeyRotation.class,
                        NewApiKey.class,
                        OrganizationView.class,
                        OrganizationPage.class,
                        NewOrganization.class,
                        OrganizationChange.class,
                        NewOwner.class,
                        MemberView.class,
                        MemberPage.class,
                        RoleChange.class,
                        NewInvitation.class,
                        InvitationView.class,
                        InvitationPage.class,
                        InvitationToken.class,
                        Problem.class,
                        FieldError.class))
                .build()
                .toYAML();
    }
}
