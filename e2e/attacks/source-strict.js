// Strict code, with the function in a constant.
'use strict';
__SOLUTION__
const handleRequest = (request) => answer(request);
