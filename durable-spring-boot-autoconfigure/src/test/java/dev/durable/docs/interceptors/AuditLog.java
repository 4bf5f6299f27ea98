package dev.durable.docs.interceptors;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

@Component
class AuditLog {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    void write(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }
}
