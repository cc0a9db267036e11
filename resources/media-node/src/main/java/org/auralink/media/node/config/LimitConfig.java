package org.auralink.media.node.config;

/**
 * What clients and callers may ask of the node: names in characters (Unicode code points), the rest in bytes of UTF-8.
 * The numbers are LiveKit's; it counts names in bytes, so what its SDKs let through is let through here.
 *
 * @param numTracks {@code limit.num_tracks}: published tracks at which the node refuses further joins; default 0, no
 *     limit
 * @param maxMetadataSize {@code limit.max_metadata_size} in bytes of UTF-8; default 524288
 * @param maxAttributesSize {@code limit.max_attributes_size}, keys and values together; default 65536
 * @param maxNameLength {@code limit.max_participant_name_length} in characters; default 256
 * @param maxIdentityLength {@code limit.max_participant_identity_length} in characters; default 256
 * @param maxRoomNameLength {@code limit.max_room_name_length} in characters; default 256
 * @param joinsPerAddress {@code limit.joins_per_address}: joins a minute from one client address, for long; a quarter of
 *     it at once; default 1200
 * @param connectionsPerAddress {@code limit.connections_per_address}: open signalling connections of one client address;
 *     default 512
 */
public record LimitConfig(
        int numTracks,
        int maxMetadataSize,
        int maxAttributesSize,
        int maxNameLength,
        int maxIdentityLength,
        int maxRoomNameLength,
        int joinsPerAddress,
        int connectionsPerAddress) {
    static LimitConfig read(Section limit) {
        var result = new LimitConfig(
                limit.number("num_tracks", 0, 0, 1_000_000),
                limit.number("max_metadata_size", 512 * 1024, 1, 1024 * 1024),
                limit.number("max_attributes_size", 64 * 1024, 1, 1024 * 1024),
                limit.number("max_participant_name_length", 256, 1, 4096),
                limit.number("max_participant_identity_length", 256, 1, 4096),
                limit.number("max_room_name_length", 256, 1, 4096),
                limit.number("joins_per_address", 1200, 4, 1_000_000),
                limit.number("connections_per_address", 512, 1, 4096));
        limit.finish();
        return result;
    }
}
