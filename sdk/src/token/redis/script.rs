//! What runs inside of Redis, so that nobody comes between reading and writing.

use ::redis::Script;
use std::sync::LazyLock;

/// Begins with `kept`: the token under a key, its end, and the milliseconds that are left; nil where there is none.
///
/// `get` and `put` have to agree on what a token is: a value that only one of them takes for a token could be neither used
/// nor replaced. For both, what is not this JSON, or has no end of its own in Redis, is none: it came from elsewhere, and
/// would block the key for ever.
macro_rules! with_kept {
    ($script:literal) => {
        concat!(
            "local function kept(key)
               local life = redis.call('PTTL', key)
               if life < 0 then return nil end
               local read, value = pcall(cjson.decode, redis.call('GET', key))
               if not read or type(value) ~= 'table' then return nil end
               local token, ends = value.token, value.expires_at
               if type(token) ~= 'string' or token == '' or type(ends) ~= 'number' then return nil end
               if ends >= 0 and ends < 1e11 then return token, ends, life end
             end
             ",
            $script
        )
    };
}

/// The token, its end in seconds, the milliseconds that are left; or nothing.
pub(super) static GET: LazyLock<Script> = LazyLock::new(|| {
    Script::new(with_kept!(
        "local token, ends, life = kept(KEYS[1])
         return token and {token, ends, life}"
    ))
});

/// Puts a value in the place of the token that was seen, for so many milliseconds; whether it did.
pub(super) static PUT: LazyLock<Script> = LazyLock::new(|| {
    Script::new(with_kept!(
        "local token = kept(KEYS[1])
         if token and token ~= ARGV[1] then return 0 end
         redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
         return 1"
    ))
});

/// Takes the lock for an owner, for so many milliseconds; whether it could.
pub(super) static LOCK: LazyLock<Script> =
    LazyLock::new(|| Script::new("return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0"));

/// Frees the lock, if it is this owner's; whether it was.
pub(super) static UNLOCK: LazyLock<Script> =
    LazyLock::new(|| Script::new("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"));
