-- How a user writes dates: the day first (en-GB) or the month (en-US).
ALTER TABLE app.profile ADD COLUMN locale text NOT NULL DEFAULT 'en-GB';
ALTER TABLE app.profile ADD CONSTRAINT profile_locale_known CHECK (locale IN ('en-GB', 'en-US'));
