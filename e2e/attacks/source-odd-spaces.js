// Spaces and invisible letters of every kind.
__SOLUTION__

﻿const handleRequest = (request)　=>answer(request);
