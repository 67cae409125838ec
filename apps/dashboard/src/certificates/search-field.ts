/** Id of the search field, which `/` goes to from anywhere. */
export const SEARCH_FIELD = 'certificate-search';
