package dev.durable.test.orders;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
class PrintedLetters implements Letters {

    private static final Logger logger = LoggerFactory.getLogger(PrintedLetters.class);

    @Override
    public void remind(String order, int number) {
        logger.info("Reminder {} of order {}", number, order);
    }
}
