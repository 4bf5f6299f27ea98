package dev.durable.docs.related;

import dev.durable.annotation.Activity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

@Component
@Activity
public class Desk {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    public void open(String table) {
        calls.add("open " + table);
    }

    public void close(String table) {
        calls.add("close " + table);
    }

    public String count(String region) {
        if (region.isEmpty()) {
            throw new IllegalArgumentException("a region must have a name");
        }
        return region + ": 7";
    }

    List<String> calls() {
        return calls;
    }
}
