package dev.durable.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a source file between {@code // region name} and {@code // endregion}. A region that is opened several times is what
 * stands in all of them.
 */
final class SourceRegion {

    private SourceRegion() {}

    static String of(String source, String name) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        boolean found = false;
        for (String line : source.lines().toList()) {
            if (line.strip().equals("// region " + name)) {
                inside = true;
                found = true;
            } else if (line.strip().equals("// endregion")) {
                inside = false;
            } else if (inside) {
                lines.add(line);
            }
        }
        if (!found) {
            throw new IllegalArgumentException("There is no region " + name);
        }
        return String.join("\n", lines).stripIndent() + "\n";
    }
}
