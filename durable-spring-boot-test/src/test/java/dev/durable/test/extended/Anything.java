package dev.durable.test.extended;

import dev.durable.activity.ActivityArguments;
import dev.durable.activity.DynamicActivity;
import org.springframework.stereotype.Component;

@Component
class Anything implements DynamicActivity {

    @Override
    public String execute(String activityType, ActivityArguments arguments) {
        return activityType;
    }
}
