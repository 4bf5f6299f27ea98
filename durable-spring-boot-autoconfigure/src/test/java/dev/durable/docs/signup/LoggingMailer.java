package dev.durable.docs.signup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class LoggingMailer implements Mailer {

    private static final Logger logger = LoggerFactory.getLogger(LoggingMailer.class);

    @Override
    public void send(String key, String address, String text) {
        logger.info("To {}: {} ({})", address, text, key);
    }
}
