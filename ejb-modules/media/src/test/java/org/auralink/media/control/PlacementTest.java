package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final AnnouncedNode NEAR = node("near", "eu", 0.8);
    private static final AnnouncedNode NEARER = node("nearer", "eu", 0.7);
    private static final AnnouncedNode FAR = node("far", "us", 0.1);
    private static final List<AnnouncedNode> ALL = List.of(NEAR, FAR, NEARER);

    private static AnnouncedNode node(String id, String region, double load) {
        return new AnnouncedNode(
                id,
                "boot",
                URI.create("http://" + id),
                URI.create("ws://" + id),
                new NodeReport(region, "", false, 0, 0, 0, load, 0, 0, List.of()));
    }

    @Test
    void theLeastLoadedIsChosenWhereverItStands() {
        assertThat(new Placement.LeastLoaded().choose(ALL)).contains(FAR);
        assertThat(new Placement.LeastLoaded().choose(List.of())).isEmpty();
    }

    @Test
    void aRegionComesFirstAndOthersWhenItHasNone() {
        assertThat(new Placement.SameRegionFirst("eu").choose(ALL)).contains(NEARER);
        assertThat(new Placement.SameRegionFirst("asia").choose(ALL)).contains(FAR);
    }

    @Test
    void pinnedRoomsAreOnNoOtherNodeThanTheirs() {
        assertThat(new Placement.Pinned(Set.of("near", "nearer")).choose(ALL)).contains(NEARER);
        assertThat(new Placement.Pinned(Set.of("gone")).choose(ALL)).isEmpty();
    }

    @Test
    void theSettingsChoose() {
        assertThat(of(Map.of())).isEqualTo(new Placement.LeastLoaded());
        assertThat(of(Map.of("auralink.media.placement", "same_region_first", "auralink.media.region", "eu")))
                .isEqualTo(new Placement.SameRegionFirst("eu"));
        assertThat(of(Map.of("auralink.media.placement", "pinned", "auralink.media.pinned", "a, b")))
                .isEqualTo(new Placement.Pinned(Set.of("a", "b")));
        for (Map<String, String> wrong : List.of(
                Map.of("auralink.media.placement", "Pinned"),
                Map.of("auralink.media.placement", "pinned"),
                Map.of("auralink.media.placement", "same_region_first"))) {
            assertThatThrownBy(() -> of(wrong))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("auralink.media.");
        }
    }

    private static Placement of(Map<String, String> values) {
        Config config = (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get((String) arguments[0])));
        return Placement.of(Settings.of(config));
    }
}
