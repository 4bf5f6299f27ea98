package dev.durable.autoconfigure.apps.orders;

import org.springframework.data.jpa.repository.JpaRepository;

public interface CustomerOrders extends JpaRepository<CustomerOrder, String> {}
