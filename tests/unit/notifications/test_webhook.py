"""A message to an integrator is signed as Standard Webhooks asks."""

from motcua.notifications.adapters import webhook


def test_the_signature_is_that_of_the_published_example():
    # Standard Webhooks 1.0.0, test vector of the reference libraries.
    assert (
        webhook.signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
            sent_at=1614265330,
            body=b'{"test": 2432232314}',
        )
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )
