package dev.durable.search;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The search attribute that the engine keeps for runs whose code has asked for the version of a change: one text
 * {@code <change id>:<version>} for each change. It is set by the engine alone.
 */
public final class ChangeVersionAttribute {

    /** Its key, for finding runs that go by a version: the texts are those of {@link #textOf}. */
    public static final SearchAttributeKey<List<String>> KEY = SearchAttributeKey.keywordList("DurableChangeVersion");

    private ChangeVersionAttribute() {}

    /** The text that stands for a version of a change. */
    public static String textOf(String changeId, int version) {
        return changeId + ":" + version;
    }

    /** The attribute of a run with the versions, by change id. */
    public static SearchAttributes of(Map<String, Integer> versions) {
        List<String> texts = new TreeMap<>(versions)
                .entrySet().stream()
                        .map(version -> textOf(version.getKey(), version.getValue()))
                        .toList();
        return texts.isEmpty() ? SearchAttributes.EMPTY : SearchAttributes.of(KEY, texts);
    }

    /** The versions that a run with the attributes goes by, by change id. */
    public static Map<String, Integer> versionsIn(SearchAttributes attributes) {
        Map<String, Integer> versions = new TreeMap<>();
        for (String text : attributes.get(KEY).orElse(List.of())) {
            int separator = text.lastIndexOf(':');
            versions.put(text.substring(0, separator), Integer.parseInt(text.substring(separator + 1)));
        }
        return versions;
    }
}
