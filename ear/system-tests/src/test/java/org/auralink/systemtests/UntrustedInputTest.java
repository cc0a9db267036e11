package org.auralink.systemtests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the media node reads from the network is read in one place, within limits, and never by a thread that others need. */
class UntrustedInputTest {
    private static final String NODE = "org.auralink.media.node.";
    private static final String ROOM = "org.auralink.media.room.";

    private static final Set<String> JSON_READERS = Set.of(
            "com.google.gson.JsonParser",
            "com.google.gson.JsonStreamParser",
            "com.google.gson.stream.JsonReader",
            "com.google.protobuf.util.JsonFormat$Parser");

    private static JavaClasses media;

    @BeforeAll
    static void importTheNode() {
        media = new ClassFileImporter()
                .importPaths(
                        LauncherProcess.root().resolve("resources/media-core/target/classes"),
                        LauncherProcess.root().resolve("resources/media-node/target/classes"));
        assertThat(media).as("classes of the media node").hasSizeGreaterThan(200);
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String what, String owner, String... methods) {
        return describe(
                what,
                access -> access.getTargetOwner().getName().equals(owner)
                        && List.of(methods).contains(access.getTarget().getName()));
    }

    @Test
    void jsonIsReadByOneClassOnly() {
        DescribedPredicate<JavaAccess<?>> readsJson = describe("reads JSON with a library", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return JSON_READERS.contains(owner)
                    || owner.equals("com.google.gson.Gson") && name.equals("fromJson")
                    || owner.equals("com.google.gson.TypeAdapter")
                            && (name.equals("read") || name.startsWith("fromJson"))
                    || owner.equals("com.google.protobuf.util.JsonFormat") && name.equals("parser");
        });
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(NODE + "protocol.SafeJson")
                .should()
                .accessTargetWhere(readsJson)
                .check(media);
    }

    @Test
    void protobufIsReadByOneClassOnly() {
        DescribedPredicate<JavaAccess<?>> readsProtobuf = describe("reads protobuf with the library", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            boolean message = owner.startsWith("livekit.") || owner.startsWith("com.google.protobuf.");
            return message
                    && (name.equals("parseFrom")
                            || name.equals("parseDelimitedFrom")
                            || name.equals("mergeFrom")
                            || name.equals("mergeDelimitedFrom")
                            || owner.equals("com.google.protobuf.CodedInputStream"));
        });
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(NODE + "protocol.SafeProtobuf")
                .should()
                .accessTargetWhere(readsProtobuf)
                .check(media);
    }

    @Test
    void sessionDescriptionsAreReadWithTheMessagesThatBringThem() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOM + "signal.ClientSignal")
                .and()
                // Reads what a server answers it, on threads of its own.
                .doNotHaveFullyQualifiedName(NODE + "client.ParticipantClient")
                .should()
                .accessTargetWhere(calls("parses a description", "org.auralink.media.sdp.Session", "parse"))
                .check(media);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(NODE + "protocol.ClientMessages")
                .should()
                .accessTargetWhere(calls("parses a description", ROOM + "signal.ClientSignal", "offer", "answer"))
                .check(media);
    }

    @Test
    void threadsOfMediaAndOfConnectionsReadNoMessages() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        NODE + "net..", NODE + "http..", "org.auralink.media.room..", "org.auralink.media.transport..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(NODE + "protocol.SafeJson")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(NODE + "protocol.SafeProtobuf")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(NODE + "protocol.ClientMessages")
                .check(media);
    }
}
