package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.quality.control.QualitySettings;
import org.auralink.shared.policies.PolicySettings;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** Of every number of the control plane: what is outside of its range is refused by its name and with the range. */
class ControlPlaneRangesTest {
    private static Settings with(Setting setting, String value) {
        Map<String, String> values = Map.of(setting.name(), value);
        return Settings.of((Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get((String) arguments[0]))));
    }

    @Test
    void aNumberOutsideOfItsRangeIsNamedWithTheRange() {
        List<Setting> numbers = Stream.of(
                        SharedSettings.ALL, IdentitySettings.SETTINGS, PolicySettings.ALL, QualitySettings.SETTINGS)
                .flatMap(List::stream)
                .filter(Setting::isNumber)
                .toList();
        assertThat(numbers).hasSizeGreaterThan(20);
        for (Setting setting : numbers) {
            for (String wrong : List.of("" + (setting.least() - 1L), "" + (setting.most() + 1L), "some", "1.5")) {
                assertThatThrownBy(() -> with(setting, wrong).integer(setting, setting.least()))
                        .isInstanceOf(SettingException.class)
                        .hasMessageContainingAll(setting.name(), "from " + setting.least() + " to " + setting.most());
            }
            for (int right : new int[] {setting.least(), setting.most()}) {
                assertThat(with(setting, "" + right).integer(setting, -1)).isEqualTo(right);
            }
            if (!setting.otherwise().isEmpty()) {
                assertThat(Settings.none().integer(setting)).isBetween(setting.least(), setting.most());
            }
        }
    }
}
