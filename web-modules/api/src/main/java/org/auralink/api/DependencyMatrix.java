package org.auralink.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.shared.health.DependencyView;
import org.auralink.shared.health.ServiceView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All services that this server knows of, and what each depends on. */
@Schema(name = "DependencyMatrix")
public record DependencyMatrix(
        List<ServiceView> items,

        @Schema(nullable = true, description = "Always null: services fit on one page") @Nullable
        String nextCursor) {

    /** @param parts rows, of which those of one service are put together */
    static DependencyMatrix of(List<ServiceView> parts) {
        Map<String, ServiceView> rows = new LinkedHashMap<>();
        for (ServiceView part : parts) {
            rows.merge(part.service() + " " + part.name(), part, DependencyMatrix::joined);
        }
        return new DependencyMatrix(List.copyOf(rows.values()), null);
    }

    private static ServiceView joined(ServiceView one, ServiceView other) {
        List<DependencyView> all = new ArrayList<>(one.dependencies());
        all.addAll(other.dependencies());
        return new ServiceView(one.service(), one.name(), all);
    }
}
