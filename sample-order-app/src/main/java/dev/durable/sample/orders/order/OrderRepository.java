package dev.durable.sample.orders.order;

import org.springframework.data.jpa.repository.JpaRepository;

/** The orders. */
interface OrderRepository extends JpaRepository<CustomerOrder, String> {}
