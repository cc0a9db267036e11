package org.auralink.media.node.config;

import java.time.Duration;
import org.auralink.media.room.CongestionControl;

/**
 * Media transport.
 *
 * @param udpPorts {@code rtc.udp_port}; default 7882 upwards, one port per event loop
 * @param tcpPort {@code rtc.tcp_port}: for clients that UDP does not reach; default 7881, or none where the operating
 *     system chooses the UDP ports; 0 for none
 * @param addresses {@code rtc.node_ip}, or {@code rtc.interfaces}, {@code rtc.ips} and {@code rtc.use_external_ip}: where
 *     clients send media to. Default: the first address of this host that is not loopback, because libwebrtc ignores
 *     loopback candidates; loopback when there is none
 * @param allowTcpFallback {@code rtc.allow_tcp_fallback}: whether a client whose connection over UDP did not last is shown
 *     TCP only, and then the relay over TLS only; default true
 * @param congestionControl {@code rtc.congestion_control.enabled}, default true: whether what a client is sent follows what its
 *     connection carries; {@code rtc.congestion_control.allow_pause}, default false: whether video that does not fit in its
 *     smallest layer is paused
 * @param keyFrameThrottle {@code rtc.pli_throttle.{low,mid,high}_quality}
 */
public record RtcConfig(
        UdpPorts udpPorts,
        int tcpPort,
        MediaAddresses addresses,
        boolean allowTcpFallback,
        CongestionControl congestionControl,
        KeyFrameThrottle keyFrameThrottle) {
    /**
     * The shortest time between two key-frame requests (PLI) towards a publisher, per simulcast layer. A key frame of a
     * large layer costs more, hence the longer default.
     */
    public record KeyFrameThrottle(Duration low, Duration mid, Duration high) {}

    /** The best of the addresses. */
    public String nodeIp() {
        return addresses.places().get(0).advertised().getHostAddress();
    }

    static RtcConfig read(Section rtc) {
        UdpPorts ports = rtc.attempt(
                new UdpPorts(0, 0),
                () -> UdpPorts.parse(
                        rtc.at("udp_port"),
                        rtc.textOrNumber("udp_port", "7882", "a port or a range of ports, 0 for free ones")));
        int tcpPort = rtc.number("tcp_port", ports.first() == 0 ? 0 : 7881, 0, 65535);
        MediaAddresses addresses = MediaAddresses.read(rtc);
        Section throttle = rtc.section("pli_throttle");
        Section congestion = rtc.section("congestion_control");
        var result = new RtcConfig(
                ports,
                tcpPort,
                addresses,
                rtc.flag("allow_tcp_fallback", true),
                new CongestionControl(congestion.flag("enabled", true), congestion.flag("allow_pause", false)),
                new KeyFrameThrottle(
                        Durations.read(throttle, "low_quality", Duration.ofMillis(500), Durations.ANY),
                        Durations.read(throttle, "mid_quality", Duration.ofSeconds(1), Durations.ANY),
                        Durations.read(throttle, "high_quality", Duration.ofSeconds(1), Durations.ANY)));
        rtc.describeDefault("udp_port", "7882 upwards");
        rtc.describeDefault("tcp_port", "7881, or none where rtc.udp_port is 0");
        throttle.finish();
        congestion.finish();
        rtc.finish();
        return result;
    }
}
