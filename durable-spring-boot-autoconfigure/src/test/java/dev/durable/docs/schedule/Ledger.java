package dev.durable.docs.schedule;

import dev.durable.annotation.Activity;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

@Activity
@Component
public class Ledger {

    private final List<LocalDate> days = new CopyOnWriteArrayList<>();

    public int reconcile(LocalDate day) {
        days.add(day);
        return 0;
    }

    List<LocalDate> days() {
        return days;
    }
}
