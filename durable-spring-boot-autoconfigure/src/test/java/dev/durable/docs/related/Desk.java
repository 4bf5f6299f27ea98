package dev.durable.docs.related;

import dev.durable.annotation.Activity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

@Component
@Activity
public class Desk {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean repaired;

    public void open(String table) {
        calls.add("open " + table);
    }

    public void close(String table) {
        calls.add("close " + table);
    }

    public String count(String region) {
        if (region.isEmpty() || region.equals("east") && !repaired) {
            throw new IllegalArgumentException("a region must have a name");
        }
        return region + ": 7";
    }

    void repair() {
        repaired = true;
    }

    List<String> calls() {
        return calls;
    }
}
