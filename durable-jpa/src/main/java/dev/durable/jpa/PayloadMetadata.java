package dev.durable.jpa;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The metadata of a payload as one text, {@code key=value&key=value} with both URL-encoded. */
final class PayloadMetadata {

    private PayloadMetadata() {}

    static String encode(Map<String, String> metadata) {
        return new TreeMap<>(metadata)
                .entrySet().stream()
                        .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    static Map<String, String> decode(String text) {
        Map<String, String> metadata = new HashMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split("&")) {
            int separator = entry.indexOf('=');
            metadata.put(unescape(entry.substring(0, separator)), unescape(entry.substring(separator + 1)));
        }
        return metadata;
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescape(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
