package org.auralink.media.node.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import livekit.LivekitAgent.Job;
import livekit.LivekitAgent.RegisterWorkerRequest;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import livekit.LivekitRoom;
import org.jspecify.annotations.Nullable;

/**
 * LiveKit's schema with the fields of {@link AgentFields}, which are newer than the generated classes. In protobuf these
 * are unknown fields that go along by themselves; JSON has their names, so messages are read from it and written to it by
 * this schema.
 */
final class NewerSchema {
    private static final int KEY = 1;
    private static final int VALUE = 2;

    /** By the full name of the message. */
    private static final Map<String, List<Newer>> FIELDS = Map.of(
            name(Job.getDescriptor()), agents(AgentFields.JOB_DEPLOYMENT, AgentFields.JOB_ATTRIBUTES),
            name(AgentDispatch.getDescriptor()),
                    agents(AgentFields.DISPATCH_DEPLOYMENT, AgentFields.DISPATCH_ATTRIBUTES),
            name(RoomAgentDispatch.getDescriptor()), agents(AgentFields.ROOM_DEPLOYMENT, AgentFields.ROOM_ATTRIBUTES),
            name(CreateAgentDispatchRequest.getDescriptor()),
                    agents(AgentFields.CREATE_DEPLOYMENT, AgentFields.CREATE_ATTRIBUTES),
            name(RegisterWorkerRequest.getDescriptor()),
                    List.of(new Newer("deployment", AgentFields.WORKER_DEPLOYMENT, false)));

    private static final Map<String, FileDescriptor> FILES = new HashMap<>();

    /** By the generated type, for each that has a newer field or a message with one. */
    private static final Map<Descriptor, Descriptor> TYPES = new HashMap<>();

    static {
        FileDescriptor file = CreateAgentDispatchRequest.getDescriptor().getFile();
        List.of(file, LivekitRoom.getDescriptor()).forEach(NewerSchema::add);
    }

    private NewerSchema() {}

    /** @param map whether it is a map of texts, or a text */
    private record Newer(String name, int number, boolean map) {}

    private static List<Newer> agents(int deployment, int attributes) {
        return List.of(new Newer("deployment", deployment, false), new Newer("attributes", attributes, true));
    }

    private static String name(Descriptor type) {
        return type.getFullName();
    }

    /** The type with its newer fields; null for one that the generated classes know whole. */
    static @Nullable Descriptor of(Descriptor generated) {
        return TYPES.get(generated);
    }

    /** The file and those that it needs, those first. */
    private static FileDescriptor add(FileDescriptor generated) {
        FileDescriptor before = FILES.get(generated.getFullName());
        if (before != null) {
            return before;
        }
        FileDescriptor[] needed =
                generated.getDependencies().stream().map(NewerSchema::add).toArray(FileDescriptor[]::new);
        FileDescriptor file = generated.getPackage().startsWith("google.") ? generated : newer(generated, needed);
        FILES.put(generated.getFullName(), file);
        for (Descriptor type : generated.getMessageTypes()) {
            if (isNewer(type, new HashSet<>())) {
                TYPES.put(type, file.findMessageTypeByName(type.getName()));
            }
        }
        return file;
    }

    private static FileDescriptor newer(FileDescriptor generated, FileDescriptor[] needed) {
        FileDescriptorProto.Builder file = generated.toProto().toBuilder();
        for (DescriptorProto.Builder type : file.getMessageTypeBuilderList()) {
            String name = generated.getPackage() + "." + type.getName();
            FIELDS.getOrDefault(name, List.of()).forEach(field -> add(name, type, field));
        }
        try {
            return FileDescriptor.buildFrom(file.build(), needed);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("the generated classes have these fields", e);
        }
    }

    private static void add(String name, DescriptorProto.Builder to, Newer newer) {
        FieldDescriptorProto.Builder field = text(newer.name(), newer.number());
        if (newer.map()) {
            String entry = newer.name().substring(0, 1).toUpperCase(Locale.ROOT)
                    + newer.name().substring(1) + "Entry";
            to.addNestedType(DescriptorProto.newBuilder()
                    .setName(entry)
                    .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                    .addField(text("key", KEY))
                    .addField(text("value", VALUE)));
            field.setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                    .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName("." + name + "." + entry);
        }
        to.addField(field);
    }

    private static FieldDescriptorProto.Builder text(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_STRING);
    }

    private static boolean isNewer(Descriptor type, Set<Descriptor> seen) {
        return FIELDS.containsKey(type.getFullName())
                || seen.add(type)
                        && type.getFields().stream()
                                .filter(field -> field.getJavaType() == JavaType.MESSAGE)
                                .anyMatch(field -> isNewer(field.getMessageType(), seen));
    }
}
