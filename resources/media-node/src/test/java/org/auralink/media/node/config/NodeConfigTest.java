package org.auralink.media.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.auralink.media.room.AudioRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConfigTest {
    private static final String KEYS = "keys: {k: 0123456789abcdef0123456789abcdef}\n";

    @Test
    void keysAreAllThatMustBeWritten() {
        NodeConfig config = NodeConfig.parse(KEYS, null);

        assertThat(config.port()).isEqualTo(7880);
        assertThat(config.loopbackOnly()).isTrue();
        assertThat(config.rtc().udpPorts().forLoop(1)).isEqualTo(7883);
        assertThat(config.room().departureTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.redis().enabled()).isFalse();
    }

    @Test
    void everyDocumentedKeyIsAccepted() {
        NodeConfig config = NodeConfig.parse("""
                port: 7980
                bind_addresses: ["0.0.0.0", "::1"]
                region: eu
                tls: {port: 7443, bind_addresses: ["192.0.2.7"], cert_file: /etc/cert.pem, key_file: /etc/key.pem}
                rtc:
                  udp_port: 7000-7009
                  tcp_port: 7001
                  node_ip: 192.0.2.7
                  pli_throttle: {low_quality: 500ms, mid_quality: 1s, high_quality: 2s}
                turn:
                  enabled: true
                  domain: turn.example
                  udp_port: 443
                  tls_port: 5350
                  cert_file: /etc/cert.pem
                  key_file: /etc/key.pem
                  external_tls: false
                redis: {address: "127.0.0.1:6379", username: u, password: p, db: 2}
                room:
                  auto_create: false
                  max_participants: 5
                  empty_timeout: 10
                  departure_timeout: 3
                  enabled_codecs: [{mime: video/VP8}, {mime: video/h265}, {mime: audio/opus}]
                audio: {active_level: 30, min_percentile: 50, update_interval: 300, smooth_intervals: 3,
                        loudest: 4, loudest_from: 30, redundancy_on_loss: false}
                video: {dynacast_pause_delay: 2s}
                limit: {num_tracks: 100, max_metadata_size: 1000, max_attributes_size: 1000}
                prometheus: {port: 6789, username: u, password: p}
                webhook: {urls: ["https://app.example/hook?a=b", "http://10.0.0.1:8080/"], api_key: k}
                aic:
                  enabled: true
                  compression: {target_reduction_percent: 60, min_quality_threshold: 80, max_latency_ms: 30}
                  adaptive:
                    enabled: false
                    thresholds: {high_latency_ms: 200, packet_loss_percent: 2.5, low_bandwidth_kbps: 300}
                    fallback_enabled: true
                    fallback_timeout_ms: 80
                  monitoring: {enabled: false}
                node:
                  id: n-1
                  public_url: "wss://media.example"
                  control_url: "http://10.0.0.1:7980"
                  event_loops: 4
                  trusted_proxies: [10.0.0.0/8, "fd00::/8", 127.0.0.1]
                logging: {level: warn}
                """ + KEYS, null);

        assertThat(config.rtc().nodeIp()).isEqualTo("192.0.2.7");
        assertThat(config.node().eventLoops()).isEqualTo(4);
        assertThat(config.video().pauseDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.room().enabledCodecs()).containsExactly("video/VP8", "video/H265", "audio/opus");
        assertThat(config.audio().forwarding()).isEqualTo(new AudioRule(4, 30, false));
        assertThat(config.redis().port()).isEqualTo(6379);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prt: 1|prt: unknown key",
                "rtc: {udp: 1}|rtc.udp: unknown key",
                "port: no|port: expected",
                "port: 70000|port: expected a whole number from 0 to 65535",
                "rtc: {udp_port: 90000}|rtc.udp_port: expected a port",
                "rtc: {udp_port: 9-1}|rtc.udp_port: expected a port",
                "rtc: {udp_port: a-b}|rtc.udp_port: expected a port",
                "rtc: {tcp_port: 70000}|rtc.tcp_port: expected a whole number from 0 to 65535",
                "turn: {enabled: true, udp_port: 0}|turn.udp_port: expected a port, or one in turn.tls_port",
                "turn: {enabled: true, tls_port: 5349, cert_file: c, key_file: k}|turn.domain: expected the name in",
                "turn: {enabled: true, domain: d, tls_port: 5349, key_file: k}|turn.cert_file: expected a PEM file",
                "turn: {enabled: true, domain: d, cert_file: c}|turn.key_file: expected a PEM file",
                "turn: {domain: 'a b'}|turn.domain: expected the name or address of a host",
                "turn: {relay_range_start: 30000}|turn.relay_range_start: unknown key, not needed",
                "turn: {tls: 1}|turn.tls: unknown key",
                "tls: {port: 7443, key_file: k}|tls.cert_file: expected a PEM file, because there is a tls.port",
                "tls: {port: 7443, cert_file: c}|tls.key_file: expected a PEM file, because there is a tls.port",
                "tls: {port: -1}|tls.port: expected a whole number from 0 to 65535",
                "tls: {bind_addresses: [here]}|tls.bind_addresses[0]: expected an IP address",
                "rtc: {node_ip: example.org}|rtc.node_ip: expected an IP address",
                "rtc: {node_ip: 300.1.1.1}|rtc.node_ip: expected an IP address",
                "video: {dynacast_pause_delay: soon}|video.dynacast_pause_delay: expected a duration",
                "video: {dynacast_pause_delay: 11m}|video.dynacast_pause_delay: expected at most 10m",
                "rtc: {pli_throttle: {low_quality: soon}}|rtc.pli_throttle.low_quality: expected a duration",
                "rtc: 5|rtc: expected a mapping",
                "bind_addresses: here|bind_addresses: expected a list",
                "bind_addresses: [here]|bind_addresses[0]: expected an IP address",
                "redis: {address: nowhere}|redis.address: expected host:port",
                "redis: {address: 'localhost:99999'}|redis.address: expected host:port with a port from 1 to 65535",
                "redis: {address: '[::1]:0'}|redis.address: expected host:port",
                "rtc: {node_ip: 0.0.0.0}|rtc.node_ip: expected the address of one host",
                "rtc: {node_ip: '::'}|rtc.node_ip: expected the address of one host",
                "rtc: {node_ip: 224.0.0.1}|rtc.node_ip: expected the address of one host",
                "redis: {db: x}|redis.db: expected a whole number",
                "room: {auto_create: 1}|room.auto_create: expected true or false",
                "room: {enabled_codecs: [{mime: video/H266}]}|room.enabled_codecs[0].mime: expected",
                "node: {id: 'a b'}|node.id: expected",
                "node: {public_url: 'http://x'}|node.public_url: expected a ws://",
                "node: {event_loops: 0}|node.event_loops: expected",
                "node: {quality_interval: 500ms}|node.quality_interval: expected 1s to 10m",
                "node: {quality_interval: 11m}|node.quality_interval: expected 1s to 10m",
                "prometheus: {username: u}|prometheus.password: expected",
                "control_plane: {url: 'ws://cp'}|control_plane.url: expected",
                "control_plane: {url: 'http://cp/api'}|control_plane.url: expected",
                "control_plane: {url: 'http://'}|control_plane.url: expected",
                "control_plane: {url: 'https://cp', ca_file: /nowhere.pem}|control_plane.ca_file: ",
                "control_plane: {ca_file: /nowhere.pem}|control_plane.ca_file: ",
                "audio: {loudest: -1}|audio.loudest: expected a whole number from 0 to 1000",
                "audio: {loudest_from: many}|audio.loudest_from: expected a whole number",
                "logging: {level: loud}|logging.level: expected",
                "logging: {json: yes please}|logging.json: expected",
                "node: {trusted_proxies: [10.0.0.0/33]}|node.trusted_proxies[0]: expected a range",
                "node: {trusted_proxies: [example.org]}|node.trusted_proxies[0]: expected a range",
                "node: {trusted_proxies: ['fd00::/-1']}|node.trusted_proxies[0]: expected a range",
                "webhook: {urls: ['http://x/']}|webhook.api_key: expected one of the keys",
                "webhook: {urls: ['http://x/'], api_key: other}|webhook.api_key: expected one of the keys",
                "webhook: {urls: ['http://x/', 'ftp://x/'], api_key: k}|webhook.urls[1]: expected an http:// or https://",
                "webhook: {urls: ['http://u:p@x/'], api_key: k}|webhook.urls[0]: expected an http:// or https://",
                "webhook: {urls: ['a b'], api_key: k}|webhook.urls[0]: expected an http:// or https://",
                "webhook: {url: 'http://x/'}|webhook.url: unknown key",
                "aic: {enabled: 1}|aic.enabled: expected true or false",
                "aic: {compression: {target_reduction_percent: 100}}|aic.compression.target_reduction_percent: expected",
                "aic: {compression: {min_quality_threshold: -1}}|aic.compression.min_quality_threshold: expected",
                "aic: {compression: {max_latency_ms: 0}}|aic.compression.max_latency_ms: expected a whole number",
                "aic: {adaptive: {thresholds: {packet_loss_percent: 101}}}"
                        + "|aic.adaptive.thresholds.packet_loss_percent: expected a number from 0 to 100",
                "aic: {adaptive: {thresholds: {packet_loss_percent: .nan}}}"
                        + "|aic.adaptive.thresholds.packet_loss_percent: expected a number from 0 to 100",
                "aic: {adaptive: {thresholds: {high_latency: 1}}}"
                        + "|aic.adaptive.thresholds.high_latency: unknown key",
                "aic: {adaptive: {fallback_timeout_ms: soon}}|aic.adaptive.fallback_timeout_ms: expected",
                "aic: {enabled: true, adaptive: {fallback_enabled: false}}|aic.adaptive.fallback_enabled: expected true",
                "aic: {monitoring: {interval: 1}}|aic.monitoring.interval: unknown key",
                "aic_protocol: {enabled: false}|aic_protocol: unknown key, write aic instead",
                "prometheus: {port: 70000}|prometheus.port: expected a whole number",
                "development: maybe|development: expected true or false",
            })
    void wrongSettingIsNamedInOneLine(String yaml, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> NodeConfig.parse(yaml + "\n" + KEYS, null))
                .withMessageStartingWith(message)
                .withMessageNotContaining("\n");
    }

    @Test
    void moreLoopsThanPortsAreRefused() {
        assertThatThrownBy(() -> NodeConfig.parse("rtc: {udp_port: 7000-7001}\nnode: {event_loops: 3}\n" + KEYS, null))
                .hasMessageStartingWith("rtc.udp_port: expected one port for each of the 3");
    }

    @Test
    void shortSecretNeedsDevelopmentOnLoopback() {
        assertThatThrownBy(() -> NodeConfig.parse("keys: {devkey: secret}", null))
                .hasMessageStartingWith("keys.devkey: expected a secret of at least 32 characters");
        assertThat(NodeConfig.parse("development: true\nkeys: {devkey: secret}", null)
                        .keys()
                        .secret("devkey"))
                .isEqualTo("secret");
        assertThatThrownBy(() -> NodeConfig.parse(
                        "development: true\nbind_addresses: ['0.0.0.0']\nkeys: {devkey: secret}", null))
                .hasMessageStartingWith("bind_addresses: expected loopback");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public_url: 'wss://calls.example.com'",
                "public_url: 'ws://203.0.113.7:7880'",
                "public_url: 'ws://localhost.example.com'",
                "control_url: 'http://10.0.0.1:7880'",
                "control_url: 'http://[2001:db8::1]:7880'",
            })
    void aShortSecretIsRefusedOnANodeThatOthersAreToldToReach(String url) {
        assertThatThrownBy(
                        () -> NodeConfig.parse("development: true\nkeys: {devkey: secret}\nnode: {" + url + "}", null))
                .hasMessageStartingWith("node." + url.substring(0, url.indexOf(':')) + ": expected a host that is")
                .hasMessageContaining("development: false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://localhost:7880", "ws://127.0.0.1:1", "wss://[::1]:7880", "ws://a.localhost"})
    void aShortSecretIsAcceptedOnANodeKnownByALoopbackAddress(String url) {
        assertThat(NodeConfig.parse(
                                "development: true\nkeys: {devkey: secret}\nnode: {public_url: '" + url + "'}", null)
                        .development())
                .isTrue();
    }

    @Test
    void everyWrongKeyIsNamedAtOnceWithWhatToWriteInstead() {
        assertThatThrownBy(() -> NodeConfig.parse("""
                        port: 70000
                        prometheus_port: 6789
                        rtc: {port_range_start: 50000, node_ip: here}
                        room: {max_participant: 3, empty_timeout: soon}
                        node: {public_url: "http://x"}
                        keys: {a: short}
                        """, null)).hasMessage("""
                        port: expected a whole number from 0 to 65535
                        rtc.node_ip: expected an IP address
                        rtc.port_range_start: unknown key, write rtc.udp_port with a range such as "7882-7889" instead
                        keys.a: expected a secret of at least 32 characters (development: true accepts shorter ones)
                        room.empty_timeout: expected a whole number from 1 to 604800
                        room.max_participant: unknown key, write max_participants instead, if that is meant; \
                        expected one of [auto_create, departure_timeout, empty_timeout, enabled_codecs, max_participants, \
                        room_configurations]
                        node.public_url: expected a ws:// or wss:// address
                        prometheus_port: unknown key, write prometheus.port instead""");
    }

    @Test
    void roomsAreDescribedInAdvance() {
        NodeConfig config = NodeConfig.parse("""
                room:
                  room_configurations:
                    interview:
                      empty_timeout: 60
                      max_participants: 2
                      agents: [{agent_name: interviewer, metadata: "{}"}, {}]
                    open: {}
                """ + KEYS, null);

        assertThat(config.room().presets())
                .containsEntry(
                        "interview",
                        new RoomPreset(
                                60,
                                0,
                                2,
                                "",
                                List.of(new RoomPreset.Agent("interviewer", "{}"), new RoomPreset.Agent("", ""))))
                .containsEntry("open", new RoomPreset(0, 0, 0, "", List.of()));
        assertThatThrownBy(() -> NodeConfig.parse(
                        "room: {room_configurations: {x: {agents: [{name: a}], egress: {}}}}\n" + KEYS, null))
                .hasMessageContaining("room.room_configurations.x.agents[0].name: unknown key")
                .hasMessageContaining("room.room_configurations.x.egress: unknown key");
    }

    @Test
    void aRangeHoldsItsAddressesAndNoOthers() throws Exception {
        Cidr range = Cidr.parse("x", "10.1.128.0/17");
        assertThat(range.contains(InetAddress.getByName("10.1.128.0"))).isTrue();
        assertThat(range.contains(InetAddress.getByName("10.1.255.255"))).isTrue();
        assertThat(range.contains(InetAddress.getByName("10.1.127.255"))).isFalse();
        assertThat(range.contains(InetAddress.getByName("::1"))).isFalse();
        assertThat(Cidr.parse("x", "fd00::/7").contains(InetAddress.getByName("fc00::1")))
                .isTrue();
        assertThat(Cidr.parse("x", "::1").contains(InetAddress.getByName("::2")))
                .isFalse();
        assertThat(Cidr.parse("x", "0.0.0.0/0").contains(InetAddress.getByName("203.0.113.9")))
                .isTrue();
    }

    @Test
    void theTcpPortIsOffWhereTheUdpPortsAreAnyThatAreFree() {
        assertThat(NodeConfig.parse(KEYS, null).rtc().tcpPort()).isEqualTo(7881);
        assertThat(NodeConfig.parse("rtc: {udp_port: 0}\n" + KEYS, null).rtc().tcpPort())
                .isZero();
    }

    @Test
    void theRelayIsOffUnlessItIsAskedForAndHasTlsWithACertificate() {
        assertThat(NodeConfig.parse(KEYS, null).turn().enabled()).isFalse();
        TurnConfig plain =
                NodeConfig.parse("turn: {enabled: true}\n" + KEYS, null).turn();
        assertThat(plain.udpPort()).isEqualTo(3478);
        assertThat(plain.tlsPort()).isZero();
        TurnConfig behind = NodeConfig.parse("turn: {enabled: true, domain: d, external_tls: true}\n" + KEYS, null)
                .turn();
        assertThat(behind.tlsPort()).isEqualTo(5349);
        assertThat(behind.tlsPortOfClients()).isEqualTo(443);
    }

    @Test
    void environmentAddsKeys() {
        NodeConfig config = NodeConfig.parse("development: true", "a: one\nb: two");

        assertThat(config.keys().names()).containsExactlyInAnyOrder("a", "b");
        assertThatThrownBy(() -> NodeConfig.parse("", "nonsense")).hasMessageStartingWith("LIVEKIT_KEYS: expected");
        assertThatThrownBy(() -> NodeConfig.parse("", null)).hasMessageStartingWith("keys: expected");
    }

    @Test
    void brokenYamlDoesNotQuoteSecrets() {
        assertThatThrownBy(() -> NodeConfig.parse("keys: {k: topsecret\n: ]", null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("configuration: expected valid YAML")
                .hasMessageNotContaining("topsecret");
        assertThatThrownBy(() -> NodeConfig.parse("port: 1\nport: 2\n" + KEYS, null))
                .hasMessageStartingWith("configuration: expected valid YAML without repeated keys");
    }

    @Test
    void mutatedFilesOnlyEverFailAsConfigurationErrors() {
        var random = new Random(7);
        String base =
                "port: 7880\nrtc: {udp_port: 7882, node_ip: 192.0.2.1}\nroom: {enabled_codecs: [{mime: audio/opus}]}\n"
                        + KEYS;
        for (int round = 0; round < 3000; round++) {
            var text = new StringBuilder(base);
            for (int i = random.nextInt(4); i >= 0; i--) {
                text.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(96) + 31));
            }
            try {
                NodeConfig.parse(text.toString(), null);
            } catch (ConfigException e) {
                assertThat(e.getMessage().lines()).allMatch(line -> line.contains(": "));
            }
        }
    }
}
