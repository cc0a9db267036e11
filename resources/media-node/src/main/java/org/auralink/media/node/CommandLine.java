package org.auralink.media.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.DeclaredKey;
import org.auralink.media.node.config.NodeConfig;
import org.jspecify.annotations.Nullable;

/**
 * What the process was asked to do.
 *
 * @param action what to do
 * @param configFile the file of {@code --config}, null when the configuration comes from the environment
 */
record CommandLine(Action action, @Nullable Path configFile) {
    enum Action {
        RUN,
        PRINT,
        REHEARSE,
        HELP,
        VERSION
    }

    static final String HELP = """
            Usage: java -jar media-node.jar --config FILE

            A media node: forwards WebRTC media between participants and speaks LiveKit's protocol.

              --config FILE   configuration in the manner of livekit.yaml
              --print-config  what holds, key by key, and whether it is from the environment, the file or by default;
                              secrets are masked
              --rehearse      hold a call with itself and stop: what makes a cache of classes and profiles for Java
                              (-XX:AOTCacheOutput, -XX:ArchiveClassesAtExit) runs this
              --help          this text
              --version       the version

            Environment:
              LIVEKIT_CONFIG  the configuration itself (YAML), when there is no --config
              LIVEKIT_KEYS    further API keys, one "key: secret" pair per line
              AURALINK_NODE__RTC__UDP_PORT and so on
                              keys of the configuration, which come before the file; two underscores for each dot

            Keys of the configuration: port, bind_addresses, tls.{port, bind_addresses, cert_file, key_file},
            rtc.{udp_port, tcp_port, node_ip, interfaces, ips, use_external_ip,
            stun_servers, allow_tcp_fallback, congestion_control.{enabled, allow_pause},
            pli_throttle}, turn.{enabled, domain, udp_port, tls_port, cert_file, key_file, external_tls},
            redis.{address, username, password, db}, keys, room.{auto_create, max_participants,
            empty_timeout, departure_timeout, enabled_codecs}, audio.{active_level, min_percentile,
            update_interval, smooth_intervals, loudest, loudest_from, redundancy_on_loss}, video.dynacast_pause_delay, limit.{num_tracks, max_metadata_size,
            max_attributes_size, max_participant_name_length, max_participant_identity_length,
            max_room_name_length, joins_per_address, connections_per_address},
            control_plane.{url, ca_file}, prometheus.{port, username, password}, node.{id, public_url, control_url, event_loops,
            rehearsal, trusted_proxies}, region, development, logging.{level, json}
            """;

    /** @throws ConfigException naming the argument that is unknown or lacks its value */
    static CommandLine parse(String[] arguments) {
        Path file = null;
        Action action = Action.RUN;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--help", "-h" -> {
                    return new CommandLine(Action.HELP, null);
                }
                case "--version" -> {
                    return new CommandLine(Action.VERSION, null);
                }
                case "--print-config" -> action = Action.PRINT;
                case "--rehearse" -> {
                    return new CommandLine(Action.REHEARSE, null);
                }
                case "--config" -> {
                    if (++i == arguments.length) {
                        throw new ConfigException("--config", "expected the name of a file after it");
                    }
                    file = Path.of(arguments[i]);
                }
                default -> throw new ConfigException(arguments[i], "unknown argument, see --help");
            }
        }
        return new CommandLine(action, file);
    }

    /** Reads the configuration from the file or from the environment. */
    NodeConfig config(Map<String, String> environment) {
        return NodeConfig.of(yaml(environment), environment);
    }

    /** What {@code --print-config} prints: a line for each key, with its value and where that is from, tabs between. */
    String effective(Map<String, String> environment) {
        return NodeConfig.effective(yaml(environment), environment).stream()
                .map(key -> String.join(
                        "\t", key.path(), key.effective(), key.source().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining("\n"));
    }

    private String yaml(Map<String, String> environment) {
        if (configFile == null) {
            String yaml = environment.get("LIVEKIT_CONFIG");
            if (yaml == null && environment.keySet().stream().anyMatch(DeclaredKey::isVariable)) {
                return "";
            }
            if (yaml == null) {
                throw new ConfigException("--config", "expected a file, or the configuration in LIVEKIT_CONFIG");
            }
            return yaml;
        }
        try {
            return Files.readString(configFile);
        } catch (IOException e) {
            throw new ConfigException("--config", "expected a readable text file");
        }
    }
}
