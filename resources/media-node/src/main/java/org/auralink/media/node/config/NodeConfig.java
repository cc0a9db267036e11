package org.auralink.media.node.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The whole configuration: the keys of livekit.yaml that the node obeys, and {@code node} with our own.
 *
 * @param port {@code port}: HTTP, WebSocket and Twirp; default 7880; 0 lets the operating system choose
 * @param bindAddresses {@code bind_addresses}; default loopback only
 * @param keys {@code keys}: API key to secret; LIVEKIT_KEYS adds to it
 * @param region {@code region}; default empty
 * @param development {@code development}: accepts secrets shorter than 32 characters, and then only loopback
 *     addresses to bind to and to be known by; default false
 */
public record NodeConfig(
        int port,
        List<InetAddress> bindAddresses,
        TlsConfig tls,
        RtcConfig rtc,
        TurnConfig turn,
        RedisConfig redis,
        ApiKeys keys,
        RoomDefaults room,
        AudioConfig audio,
        VideoConfig video,
        LimitConfig limit,
        PrometheusConfig prometheus,
        WebhookConfig webhook,
        ControlPlaneConfig controlPlane,
        AicConfig aic,
        DrainConfig drain,
        TracingConfig tracing,
        NodeIdentity node,
        String region,
        boolean development,
        LogConfig logging) {
    /** Enough for hundreds of keys; a larger file is not a configuration. */
    private static final int MAX_CODE_POINTS = 1024 * 1024;

    /**
     * Reads YAML.
     *
     * @param yaml the text of a configuration file; empty is a valid configuration apart from {@code keys}
     * @param extraKeys the value of LIVEKIT_KEYS, lines or comma separated {@code key: secret} pairs; null or empty for
     *     none
     * @throws ConfigException naming everything in it that is unknown, of the wrong type or out of range
     */
    public static NodeConfig parse(String yaml, @Nullable String extraKeys) {
        var problems = new Problems();
        NodeConfig config = read(load(yaml), extraKeys, problems, new Keys());
        problems.throwIfAny();
        return config;
    }

    /**
     * Reads YAML, and the environment before it.
     *
     * @param environment LIVEKIT_KEYS, and keys as {@link DeclaredKey#environment} names them
     * @throws ConfigException as above
     */
    public static NodeConfig of(String yaml, Map<String, String> environment) {
        var problems = new Problems();
        Object values = EnvironmentKeys.over(load(yaml), environment, problems);
        NodeConfig config = read(values, environment.get("LIVEKIT_KEYS"), problems, new Keys());
        problems.throwIfAny();
        return config;
    }

    /**
     * What holds, key by key, and where each is from.
     *
     * @throws ConfigException as above
     */
    public static List<DeclaredKey> effective(String yaml, Map<String, String> environment) {
        var problems = new Problems();
        var keys = new Keys();
        Object values = EnvironmentKeys.over(load(yaml), environment, problems);
        read(values, environment.get("LIVEKIT_KEYS"), problems, keys);
        problems.throwIfAny();
        return keys.all();
    }

    /** Every key that is read, in the order of reading; below what people name, the name is {@code <name>}. */
    public static List<DeclaredKey> declared() {
        // What a list or a mapping may have in it is asked for where there is something in it.
        String sample = "room: {enabled_codecs: [{mime: video/VP8}], room_configurations: {<name>: {agents: [{}]}}}";
        var keys = new Keys();
        read(load(sample), null, new Problems(), keys);
        return keys.all();
    }

    private static NodeConfig read(@Nullable Object values, @Nullable String extraKeys, Problems problems, Keys keys) {
        Section root = Section.of("", values, problems, keys);
        boolean development = root.flag("development", false);
        int port = root.number("port", 7880, 0, 65535);
        RtcConfig rtc = RtcConfig.read(root.section("rtc"));
        ApiKeys secrets = readKeys(root, extraKeys, development);
        List<InetAddress> bindAddresses = addresses(root, List.of(InetAddress.getLoopbackAddress()));
        var config = new NodeConfig(
                port,
                bindAddresses,
                TlsConfig.read(root.section("tls"), bindAddresses),
                rtc,
                TurnConfig.read(root.section("turn")),
                RedisConfig.read(root.section("redis")),
                secrets,
                RoomDefaults.read(root.section("room")),
                AudioConfig.read(root.section("audio")),
                VideoConfig.read(root.section("video")),
                LimitConfig.read(root.section("limit")),
                PrometheusConfig.read(root.section("prometheus")),
                WebhookConfig.read(root.section("webhook"), secrets),
                ControlPlaneConfig.read(root.section("control_plane")),
                AicConfig.read(root.section("aic")),
                DrainConfig.read(root.section("drain")),
                TracingConfig.read(root.section("tracing")),
                NodeIdentity.read(root.section("node"), rtc.udpPorts().size(), problems),
                root.text("region", ""),
                development,
                LogConfig.read(root.section("logging")));
        root.finish();
        if (development) {
            if (!config.loopbackOnly()) {
                problems.add("bind_addresses", "expected loopback addresses only, because development is true");
            }
            config.node().requireLoopback(problems);
        }
        return config;
    }

    /** Whether nobody but this machine can reach the HTTP ports. */
    public boolean loopbackOnly() {
        return Stream.concat(bindAddresses.stream(), tls.bindAddresses().stream())
                .allMatch(InetAddress::isLoopbackAddress);
    }

    static @Nullable Object load(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CODE_POINTS);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (MarkedYAMLException e) {
            // The exception's own text quotes the file, which holds secrets.
            var mark = e.getProblemMark();
            String where = mark == null ? "" : " (line " + (mark.getLine() + 1) + ")";
            throw new ConfigException("configuration", "expected valid YAML without repeated keys" + where);
        } catch (YAMLException e) {
            throw new ConfigException("configuration", "expected valid YAML of at most 1 MiB");
        }
    }

    static List<InetAddress> addresses(Section section, List<InetAddress> otherwise) {
        var result = new ArrayList<InetAddress>();
        List<String> fallback =
                otherwise.stream().map(InetAddress::getHostAddress).toList();
        for (String text : section.texts("bind_addresses", fallback, "a list of IP addresses")) {
            String path = section.at("bind_addresses") + "[" + result.size() + "]";
            result.add(section.attempt(InetAddress.getLoopbackAddress(), () -> NodeAddress.literal(path, text)));
        }
        if (result.isEmpty()) {
            section.refuse("bind_addresses", "expected at least one IP address");
        }
        return List.copyOf(result);
    }

    private static ApiKeys readKeys(Section root, @Nullable String extra, boolean development) {
        Map<String, String> secrets =
                new LinkedHashMap<>(root.declared("keys", "key: secret pairs, a secret of at least 32 characters")
                        .allTexts());
        if (extra != null) {
            for (String pair : extra.split("[\\n,]")) {
                int colon = pair.indexOf(':');
                if (colon > 0) {
                    secrets.put(
                            pair.substring(0, colon).strip(),
                            pair.substring(colon + 1).strip());
                } else if (!pair.isBlank()) {
                    root.refuse("LIVEKIT_KEYS", "expected key: secret pairs");
                }
            }
        }
        if (secrets.isEmpty()) {
            root.refuse("keys", "expected at least one API key with its secret");
        }
        secrets.forEach((key, secret) -> {
            int least = development ? 1 : ApiKeys.SAFE_SECRET_LENGTH;
            if (key.isBlank() || secret.length() < least) {
                root.refuse(
                        "keys." + key,
                        "expected a secret of at least " + least + " characters"
                                + (development ? "" : " (development: true accepts shorter ones)"));
            }
        });
        return new ApiKeys(secrets);
    }
}
